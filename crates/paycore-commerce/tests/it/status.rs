//! Statuses, their finality and their transitions, against the provider's list as it stands here.

use paycore_commerce::{InvoiceStatus, PayoutStatus, Provenance, Resolution, ResolutionGroup};

/// Status, final, settled, failed; the source's table, row by row.
const INVOICES: &str = "
created                no  -        -
processing             no  -        -
process_pending        no  -        -
process_error          no  -        -
processed              yes settled  -
partially_processed    yes settled  -
process_failed         yes -        failed
expired                yes -        failed
terminated             yes -        failed
rejected               yes -        failed
verified               yes settled  -
verify_failed          yes -        failed
refunding              no  -        -
refund_pending         no  -        -
refund_error           no  -        -
refund_failed          yes -        -
partially_refunded     yes -        -
refunded               yes -        -
charged_back           yes -        -
partially_charged_back yes -        -
";

const PAYOUTS: &str = "
created             no  -        -
processing          no  -        -
process_pending     no  -        -
process_error       no  -        -
processed           yes settled  -
partially_processed yes settled  -
process_failed      yes -        failed
expired             yes -        failed
terminated          yes -        failed
canceling           no  -        -
cancel_pending      no  -        -
cancel_error        no  -        -
partially_canceled  yes -        -
canceled            yes -        -
cancel_failed       yes -        -
";

/// From, and to; `*` marks what is inferred.
const INVOICE_STEPS: &str = "
created: processing process_pending expired terminated* rejected*
processing: process_pending process_error* processed partially_processed process_failed expired terminated verified* verify_failed* rejected* processing
process_pending: processing processed process_failed expired process_pending* process_error* partially_processed* terminated* verified* verify_failed* rejected*
process_error: processing process_failed*
processed: refunding refund_pending charged_back partially_charged_back
partially_processed: refunding refund_pending* charged_back* partially_charged_back*
process_failed:
expired:
terminated:
rejected:
verified:
verify_failed:
refunding: refund_pending refund_error* partially_refunded refunded refund_failed refunding
refund_pending: refunding partially_refunded refunded refund_failed
refund_error: refunding*
refund_failed: refunding*
partially_refunded: refunding* refund_pending*
refunded:
charged_back:
partially_charged_back: charged_back*
";

const PAYOUT_STEPS: &str = "
created: processing process_pending expired terminated*
processing: process_pending process_error processed partially_processed process_failed expired terminated
process_pending: processing process_pending process_error processed partially_processed process_failed expired terminated
process_error: processing
processed: canceling
partially_processed: canceling
process_failed:
expired:
terminated:
canceling: cancel_pending cancel_error canceled partially_canceled cancel_failed
cancel_pending: canceling
cancel_error: canceling
partially_canceled:
canceled:
cancel_failed:
";

/// The words of a table, row by row.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.trim().lines().map(|line| line.split_whitespace().collect()).collect()
}

macro_rules! judge {
    ($status:ty, $table:expr) => {
        for (row, documented) in rows($table).into_iter().zip(<$status>::DOCUMENTED) {
            let status = <$status>::from(row[0]);
            assert_eq!((&status, status.as_str()), (documented, row[0]));
            assert_eq!(status.is_final(), row[1] == "yes", "{status}");
            assert_eq!(status.is_settled(), row[2] == "settled", "{status}");
            assert_eq!(status.is_failed(), row[3] == "failed", "{status}");
        }
        assert_eq!(rows($table).len(), <$status>::DOCUMENTED.len());
        let other = <$status>::from("partially_paid");
        assert_eq!(other, <$status>::Other("partially_paid".into()));
        assert!(!other.is_final() && !other.is_settled() && !other.is_failed());
        assert!(other.next().is_empty());
    };
}

macro_rules! steps {
    ($status:ty) => {
        <$status>::DOCUMENTED
            .iter()
            .map(|from| {
                let mut line = format!("{from}:");
                for step in from.next() {
                    let mark = if step.provenance == Provenance::Inferred { "*" } else { "" };
                    line += &format!(" {}{mark}", step.to);
                }
                line
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
}

#[test]
fn every_status_has_its_row() {
    judge!(InvoiceStatus, INVOICES);
    judge!(PayoutStatus, PAYOUTS);
}

#[test]
fn every_status_goes_where_it_is_documented_to_go() {
    assert_eq!(steps!(InvoiceStatus), INVOICE_STEPS.trim());
    assert_eq!(steps!(PayoutStatus), PAYOUT_STEPS.trim());
}

#[test]
fn statuses_of_other_products_and_older_days_are_no_statuses() {
    for word in ["partially_paid", "paid", "CANCELLED", "cancelled", "creating", "create_failed"] {
        assert_eq!(InvoiceStatus::from(word), InvoiceStatus::Other(word.into()));
        assert_eq!(PayoutStatus::from(word), PayoutStatus::Other(word.into()));
    }
    // payouts had these for a while in 2019
    for word in ["refunding", "refunded"] {
        assert_eq!(PayoutStatus::from(word), PayoutStatus::Other(word.into()));
    }
}

#[test]
fn a_status_of_a_refund_or_a_cancellation_is_told_apart() {
    let refunds: Vec<&str> = InvoiceStatus::DOCUMENTED
        .iter()
        .filter(|status| status.is_of_refund())
        .map(InvoiceStatus::as_str)
        .collect();
    assert_eq!(
        refunds,
        [
            "refunding",
            "refund_pending",
            "refund_error",
            "refund_failed",
            "partially_refunded",
            "refunded"
        ]
    );
    let back = InvoiceStatus::DOCUMENTED.iter().filter(|status| status.is_of_charge_back());
    assert_eq!(back.count(), 2);
    let cancels = PayoutStatus::DOCUMENTED.iter().filter(|status| status.is_of_cancellation());
    assert_eq!(cancels.count(), 6);
}

/// The provider's lists.
const RESOLUTIONS: [(ResolutionGroup, &str); 5] = [
    (ResolutionGroup::Ok, "ok"),
    (
        ResolutionGroup::Retryable,
        "connection_error connection_timeout_error provider_internal_error general_error unknown",
    ),
    (
        ResolutionGroup::Fatal,
        "invalid_details invalid_request request_error invalid_amount invalid_method \
         invalid_credentials forbidden_ip signature_error duplicated_id insufficient_funds \
         antifraud_error declined_error recipient_not_found invalid_recipient limit_violation \
         internal_error access_error access_denied general_fatal_error operation_expired \
         processing_error",
    ),
    (
        ResolutionGroup::Card,
        "declined issuer_decline card_expired invalid_card invalid_card_status invalid_cvv \
         invalid_pan invalid_pin invalid_otp invalid_3ds_code client_auth_failed auth_fatal_error \
         auth_3ds_required lost_or_stolen_card functionality_is_not_permitted \
         card_type_not_supported card_verification_failed card_is_lost card_is_stolen \
         card_restricted fatal_card_expired fatal_decline fatal_invalid_card \
         fatal_issuer_unavailable fatal_timeout duplicated_transaction card_is_3ds_enrolled \
         card_is_not_3ds_enrolled unable_to_determine_3ds_enrolment unable_to_reconcile \
         provider_error provider_fatal_error fatal_error error",
    ),
    (ResolutionGroup::Routing, "no_routes_by_condition"),
];

#[test]
fn every_resolution_is_in_its_group() {
    let mut count = 0;
    for (group, words) in RESOLUTIONS {
        for word in words.split_whitespace() {
            let resolution = Resolution::from(word);
            assert_eq!((resolution.group(), resolution.as_str()), (Some(group), word));
            count += 1;
        }
    }
    assert_eq!(Resolution::DOCUMENTED.len(), count);
    let other = Resolution::from("stolen_by_a_magpie");
    assert_eq!((other.group(), other.as_str()), (None, "stolen_by_a_magpie"));
}
