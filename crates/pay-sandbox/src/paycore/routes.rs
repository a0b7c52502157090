//! Which path is which call.

use http::Method;

use crate::gateway::route;

/// Every path; the private ones with and without `/api`.
#[rustfmt::skip]
pub(super) const ROUTES: &[&str] = &[
    "/api/payment-invoices", "/api/payment-invoices/",
    "/api/payment-invoices/{id}", "/api/payment-invoices/{id}/refund",
    "/api/payout-invoices", "/api/payout-invoices/",
    "/api/payout-invoices/{id}", "/api/payout-invoices/{id}/process",
    "/api/account", "/api/account/profile", "/api/account/balances", "/api/account/payment-options",
    "/api/payment-services", "/api/payment-services/{code}",
    "/api/payout-services", "/api/payout-services/{code}",
    "/payment-invoices", "/payment-invoices/",
    "/payment-invoices/{id}", "/payment-invoices/{id}/refund",
    "/payout-invoices", "/payout-invoices/",
    "/payout-invoices/{id}", "/payout-invoices/{id}/process",
    "/account", "/account/profile", "/account/balances", "/account/payment-options",
    "/payment-services", "/payment-services/{code}",
    "/payout-services", "/payout-services/{code}",
    "/public-api/payment-prerequest", "/public-api/payout-prerequest",
    "/public-api/payment-invoices", "/public-api/payment-invoice",
    "/public-api/payment-invoices/process",
    "/public-api/payment-invoices/{id}", "/public-api/payout-invoices/{id}",
    "/hpp", "/hpp/", "/hpp/pay/{sid}", "/return",
];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Call {
    /// Create by POST, list by GET.
    Payments,
    Payment,
    Refund,
    Payouts,
    Payout,
    Process,
    Account,
    Profile,
    Balances,
    PaymentOptions,
    PaymentServices,
    PaymentService,
    PayoutServices,
    PayoutService,
    PaymentPrerequest,
    PayoutPrerequest,
    PublicCreate,
    ProcessForm,
    PublicPayment,
    PublicPayout,
    Hosted,
    PayPage,
    Return,
}

/// Which part of the gateway a call belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Private,
    Public,
    /// Answers are pages.
    Page,
}

/// The call of a path, and what stands in its braces.
pub(super) fn find(path: &str) -> Option<(Call, String)> {
    let route = route(ROUTES, path)?;
    let variable = route.split('/').zip(path.split('/')).find(|(part, _)| part.starts_with('{'));
    let id = variable.map_or(String::new(), |(_, segment)| decoded(segment));
    Some((call(route), id))
}

fn call(route: &str) -> Call {
    let private = route.strip_prefix("/api").unwrap_or(route);
    match private {
        "/payment-invoices" | "/payment-invoices/" => Call::Payments,
        "/payment-invoices/{id}" => Call::Payment,
        "/payment-invoices/{id}/refund" => Call::Refund,
        "/payout-invoices" | "/payout-invoices/" => Call::Payouts,
        "/payout-invoices/{id}" => Call::Payout,
        "/payout-invoices/{id}/process" => Call::Process,
        "/account" => Call::Account,
        "/account/profile" => Call::Profile,
        "/account/balances" => Call::Balances,
        "/account/payment-options" => Call::PaymentOptions,
        "/payment-services" => Call::PaymentServices,
        "/payment-services/{code}" => Call::PaymentService,
        "/payout-services" => Call::PayoutServices,
        "/payout-services/{code}" => Call::PayoutService,
        "/public-api/payment-prerequest" => Call::PaymentPrerequest,
        "/public-api/payout-prerequest" => Call::PayoutPrerequest,
        "/public-api/payment-invoices" | "/public-api/payment-invoice" => Call::PublicCreate,
        "/public-api/payment-invoices/process" => Call::ProcessForm,
        "/public-api/payment-invoices/{id}" => Call::PublicPayment,
        "/public-api/payout-invoices/{id}" => Call::PublicPayout,
        "/hpp/pay/{sid}" => Call::PayPage,
        "/return" => Call::Return,
        _ => Call::Hosted,
    }
}

impl Call {
    pub(super) fn side(self) -> Side {
        match self {
            Self::Payments
            | Self::Payment
            | Self::Refund
            | Self::Payouts
            | Self::Payout
            | Self::Process
            | Self::Account
            | Self::Profile
            | Self::Balances
            | Self::PaymentOptions
            | Self::PaymentServices
            | Self::PaymentService
            | Self::PayoutServices
            | Self::PayoutService => Side::Private,
            Self::PaymentPrerequest
            | Self::PayoutPrerequest
            | Self::PublicCreate
            | Self::PublicPayment
            | Self::PublicPayout => Side::Public,
            Self::ProcessForm | Self::Hosted | Self::PayPage | Self::Return => Side::Page,
        }
    }

    /// The methods, as `Allow` lists them.
    pub(super) fn methods(self) -> &'static str {
        match self {
            Self::Payments | Self::Payouts | Self::Hosted | Self::PayPage => "GET, POST",
            Self::Refund
            | Self::Process
            | Self::PaymentPrerequest
            | Self::PayoutPrerequest
            | Self::PublicCreate
            | Self::ProcessForm => "POST",
            _ => "GET",
        }
    }

    pub(super) fn allows(self, method: &Method) -> bool {
        self.methods().split(", ").any(|allowed| allowed == method.as_str())
    }

    /// If it makes an invoice.
    pub(super) fn creates(self, method: &Method) -> bool {
        match self {
            Self::Payments | Self::Payouts => *method == Method::POST,
            Self::PublicCreate | Self::ProcessForm => true,
            _ => false,
        }
    }

    pub(super) fn is_list(self, method: &Method) -> bool {
        matches!(self, Self::Payments | Self::Payouts) && *method == Method::GET
    }

    /// If the request must bring a JSON object.
    pub(super) fn wants_json(self, method: &Method) -> bool {
        *method == Method::POST && self.side() != Side::Page && self != Self::Process
    }
}

/// A path's segment without its percent signs.
fn decoded(segment: &str) -> String {
    let pair = segment.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let mut parts = form_urlencoded::parse(pair.as_bytes());
    parts.next().map_or(String::new(), |(name, _)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_paths_work_with_and_without_their_prefix() {
        for (path, call) in [
            ("/payment-invoices", Call::Payments),
            ("/payment-invoices/", Call::Payments),
            ("/payment-invoices/cpi_1/refund", Call::Refund),
            ("/payout-invoices/cpi_1/process", Call::Process),
            ("/account/balances", Call::Balances),
        ] {
            assert_eq!(find(path).map(|(call, _)| call), Some(call), "{path}");
            assert_eq!(find(&format!("/api{path}")).map(|(call, _)| call), Some(call), "{path}");
        }
        assert_eq!(find("/api/api/account"), None);
        assert_eq!(find("/api/account/"), None);
    }

    #[test]
    fn ids_are_one_decoded_segment() {
        let id = |path| find(path).map(|(_, id)| id);
        assert_eq!(id("/api/payout-invoices/a%2Fb+c%26"), Some("a/b+c&".to_owned()));
        assert_eq!(find("/api/payment-invoices/a/b"), None);
        assert_eq!(find("/public-api/payment-invoices/process").unwrap().0, Call::ProcessForm);
    }
}
