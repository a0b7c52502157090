//! `GET /payment-services`, `GET /payment-services/{code}`, `GET /payout-services`,
//! `GET /payout-services/{code}` (source: titles of the provider's reference; paths are inferred,
//! answers are not documented)
//!
//! **Not verified.** The public pre-requests tell the same, and are documented.

use pay_wire::{Answer, Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use crate::id::segment;
use crate::wire::{self, Proof};
use crate::{PayCore, Service};

/// An answer whose form is not documented: read it in [`Answer::raw`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Undocumented;

macro_rules! directory {
    ($list:ident, $one:ident, $path:literal, $name:literal, $about:literal) => {
        #[doc = concat!("Asks for the services ", $about, ". **Not verified.**")]
        #[derive(Clone, Copy, Debug, Default)]
        #[must_use = "nothing is sent until a client sends it"]
        pub struct $list {}

        impl $list {
            /// It has no parameters.
            pub const fn new() -> Self {
                Self {}
            }
        }

        impl Endpoint for $list {
            type Gateway = PayCore;
            type Response = Answer<Undocumented>;

            const NAME: &'static str = concat!($name, " list");
            const SAFETY: Safety = Safety::ReadOnly;
            const MAX_ANSWER: usize = 8 * 1024 * 1024;

            fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
                wire::get($path, gateway)
            }

            fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
                wire::open::<Self, _>(answer, Proof::Done, |_| Ok(Undocumented))
            }
        }

        #[doc = concat!("Asks for one service ", $about, ". **Not verified.**")]
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until a client sends it"]
        pub struct $one {
            service: Service,
        }

        impl $one {
            /// The one with this code.
            pub const fn of(service: Service) -> Self {
                Self { service }
            }
        }

        impl Endpoint for $one {
            type Gateway = PayCore;
            type Response = Answer<Undocumented>;

            const NAME: &'static str = concat!($name, " get");
            const SAFETY: Safety = Safety::ReadOnly;

            fn encode(&self, gateway: &PayCore, _: &Stamp) -> Result<WireRequest> {
                let code = segment(self.service.as_str())?;
                wire::get(&format!("{}/{code}", $path), gateway)
            }

            fn decode(&self, _: &PayCore, answer: &WireResponse) -> Result<Self::Response> {
                wire::open::<Self, _>(answer, Proof::Done, |_| Ok(Undocumented))
            }
        }
    };
}

directory! {
    ListPaymentServices, GetPaymentService, "/payment-services", "payment-service",
    "that take payments"
}

directory! {
    ListPayoutServices, GetPayoutService, "/payout-services", "payout-service", "that pay out"
}
