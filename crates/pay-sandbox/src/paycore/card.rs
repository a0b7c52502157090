//! Test cards, and what their expiry date does.

/// What becomes of a payment by a test card.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CardFate {
    Paid,
    /// The bank waits for its customer.
    Pending,
    /// With this resolution.
    Failed(&'static str),
}

const SUCCEED: [&str; 2] = ["5123817234060000", "5519283812030000"];
const FAIL: [&str; 2] = ["4412397212080000", "4302912837020000"];

/// Expiry as `MMYY`, and the resolution of a card that fails.
const RESOLUTIONS: [(&str, &str); 32] = [
    ("0856", "access_denied"),
    ("0755", "error"),
    ("0654", "provider_error"),
    ("0553", "unknown"),
    ("0452", "duplicated_transaction"),
    ("0351", "auth_fatal_error"),
    ("0250", "unable_to_determine_3ds_enrolment"),
    ("0149", "card_is_3ds_enrolled"),
    ("1248", "card_is_not_3ds_enrolled"),
    ("1147", "issuer_decline"),
    ("1046", "client_auth_failed"),
    ("0945", "provider_fatal_error"),
    ("0844", "invalid_details"),
    ("0743", "invalid_pin"),
    ("0642", "antifraud_error"),
    ("0541", "invalid_card"),
    ("0440", "fatal_error"),
    ("0339", "unable_to_reconcile"),
    ("0238", "invalid_amount"),
    ("0137", "limit_violation"),
    ("1236", "functionality_is_not_permitted"),
    ("1135", "invalid_request"),
    ("1034", "lost_or_stolen_card"),
    ("0933", "declined"),
    ("0832", "invalid_otp"),
    ("0731", "invalid_3ds_code"),
    ("0630", "invalid_card_status"),
    ("0529", "insufficient_funds"),
    ("0428", "card_expired"),
    ("0327", "invalid_cvv"),
    ("0226", "invalid_pan"),
    ("0125", "invalid_credentials"),
];

/// What a payment by this card comes to; `None` if the number or the expiry (`MMYY`) is none.
///
/// A card that is no test card pays.
pub(super) fn fate(number: &str, expiry: &str) -> Option<CardFate> {
    let month = expiry.get(..2).and_then(|month| month.parse::<u8>().ok())?;
    let dated = expiry.len() == 4
        && expiry.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=12).contains(&month);
    let is_card = (12..=19).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && passes_luhn(number);
    if !dated || !is_card {
        return None;
    }
    let resolution = RESOLUTIONS.iter().find(|(date, _)| *date == expiry);
    Some(if FAIL.contains(&number) {
        CardFate::Failed(resolution.map_or("general_fatal_error", |(_, resolution)| resolution))
    } else if SUCCEED.contains(&number) && expiry == "0777" {
        CardFate::Pending
    } else {
        CardFate::Paid
    })
}

/// If a payout to this card fails.
pub(super) fn refuses_payouts(number: &str) -> bool {
    FAIL.contains(&number)
}

/// If the check digit is right.
pub(super) fn passes_luhn(number: &str) -> bool {
    let weigh = |(at, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0');
        if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
    };
    number.bytes().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

/// `511111******1111`.
pub(super) fn mask(number: &str) -> String {
    let (first, last) = (&number[..6], &number[number.len() - 4..]);
    format!("{first}{}{last}", "*".repeat(number.len() - 10))
}

/// The network that issues such numbers.
pub(super) fn brand(number: &str) -> &'static str {
    match number.as_bytes().first() {
        Some(b'4') => "visa",
        Some(b'2' | b'5') => "mastercard",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_cards_end_as_documented() {
        for number in SUCCEED {
            assert_eq!(fate(number, "1230"), Some(CardFate::Paid));
            assert_eq!(fate(number, "0777"), Some(CardFate::Pending));
            assert!(!refuses_payouts(number));
        }
        for number in FAIL {
            assert_eq!(fate(number, "0856"), Some(CardFate::Failed("access_denied")));
            assert_eq!(fate(number, "0125"), Some(CardFate::Failed("invalid_credentials")));
            assert_eq!(fate(number, "1230"), Some(CardFate::Failed("general_fatal_error")));
            assert!(refuses_payouts(number));
        }
        assert_eq!(fate("4111111111111111", "1230"), Some(CardFate::Paid));
    }

    #[test]
    fn every_expiry_of_the_document_has_its_resolution() {
        let table = "0856 access_denied, 0755 error, 0654 provider_error, 0553 unknown, \
            0452 duplicated_transaction, 0351 auth_fatal_error, \
            0250 unable_to_determine_3ds_enrolment, 0149 card_is_3ds_enrolled, \
            1248 card_is_not_3ds_enrolled, 1147 issuer_decline, 1046 client_auth_failed, \
            0945 provider_fatal_error, 0844 invalid_details, 0743 invalid_pin, \
            0642 antifraud_error, 0541 invalid_card, 0440 fatal_error, 0339 unable_to_reconcile, \
            0238 invalid_amount, 0137 limit_violation, 1236 functionality_is_not_permitted, \
            1135 invalid_request, 1034 lost_or_stolen_card, 0933 declined, 0832 invalid_otp, \
            0731 invalid_3ds_code, 0630 invalid_card_status, 0529 insufficient_funds, \
            0428 card_expired, 0327 invalid_cvv, 0226 invalid_pan, 0125 invalid_credentials";
        let rows: Vec<_> = table.split(", ").filter_map(|row| row.split_once(' ')).collect();
        assert_eq!(rows.len(), RESOLUTIONS.len());
        for (expiry, resolution) in rows {
            assert_eq!(fate(FAIL[0], expiry), Some(CardFate::Failed(resolution)), "{expiry}");
            assert_eq!(fate(SUCCEED[0], expiry), Some(CardFate::Paid), "{expiry}");
        }
    }

    #[test]
    fn what_is_no_card_has_no_fate() {
        for (number, expiry) in [
            ("4111111111111112", "1230"),
            ("41111111", "1230"),
            ("4111 1111 1111 1111", "1230"),
            ("4111111111111111", "1330"),
            ("4111111111111111", "0030"),
            ("4111111111111111", "12300"),
            ("4111111111111111", "1x30"),
            ("", ""),
        ] {
            assert_eq!(fate(number, expiry), None, "{number} {expiry}");
        }
    }

    #[test]
    fn masks_keep_six_and_four_digits() {
        assert_eq!(mask("5123817234060000"), "512381******0000");
    }
}
