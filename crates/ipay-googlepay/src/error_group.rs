//! Why a bank refused.

use pay_wire::Members;

/// The group of a bank's refusal, `bank_response.error_group`, in a payment that ended in
/// [`Failed`](crate::PaymentStatus::Failed).
///
/// Source: section 3.6 of the provider's documentation; what to do is inferred from it and from a
/// public client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorGroup {
    /// 41: refused by the issuing bank.
    RefusedByIssuer,
    /// 42: not enough money.
    NotEnoughMoney,
    /// 43: a limit of the issuing bank.
    IssuerLimit,
    /// 50: wrong CVV.
    WrongCvv,
    /// 51: 3-D Secure was not passed. (The document has the same words for 60.)
    ThreeDsNotPassed,
    /// 52: the communication broke.
    Communication,
    /// 55: an unknown error.
    Unknown,
    /// 56: the card has expired.
    CardExpired,
    /// 57: wrong card number.
    WrongCardNumber,
    /// 58: a limit of the card.
    CardLimit,
    /// 60: 3-D Secure could not be performed. (The document has the same words for 51.)
    ThreeDsNotPerformed,
    /// 66: refused because 3-D Secure is needed: try again with
    /// [`CreatePayment::force_3ds`](crate::CreatePayment::force_3ds).
    ThreeDsNeeded,
    /// 67: the card of a foreign bank, which this operation forbids.
    ForeignCard,
    /// A number that is not documented. (12 is in an example and in no table.)
    Other(i64),
}

/// What the payer, or the shop, can do after a refusal. Every new attempt is a new payment with a
/// new `ext_id` and a new token from Google.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TryAgain {
    /// Only with another card.
    OtherCard,
    /// With another card, or after talking to the bank: the limit, the ban on payments in the net.
    OtherCardOrAskBank,
    /// With another card, or for a smaller sum.
    OtherCardOrLess,
    /// With the same card, now.
    Now,
    /// With the same card, in about two minutes; after [`ErrorGroup::Communication`] ask for the
    /// status of the payment first.
    Soon,
    /// Once with the same card, then with another.
    OnceThenOtherCard,
    /// By the shop itself, once, with 3-D Secure demanded.
    With3ds,
}

impl ErrorGroup {
    /// The number.
    pub fn code(self) -> i64 {
        match self {
            Self::RefusedByIssuer => 41,
            Self::NotEnoughMoney => 42,
            Self::IssuerLimit => 43,
            Self::WrongCvv => 50,
            Self::ThreeDsNotPassed => 51,
            Self::Communication => 52,
            Self::Unknown => 55,
            Self::CardExpired => 56,
            Self::WrongCardNumber => 57,
            Self::CardLimit => 58,
            Self::ThreeDsNotPerformed => 60,
            Self::ThreeDsNeeded => 66,
            Self::ForeignCard => 67,
            Self::Other(code) => code,
        }
    }

    /// What it means, in a few words; not for the payer's eyes as it is.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::RefusedByIssuer => "refused by the issuing bank",
            Self::NotEnoughMoney => "not enough money",
            Self::IssuerLimit => "a limit of the issuing bank",
            Self::WrongCvv => "wrong CVV",
            Self::ThreeDsNotPassed => "3-D Secure was not passed",
            Self::Communication => "the communication broke",
            Self::Unknown => "an unknown error",
            Self::CardExpired => "the card has expired",
            Self::WrongCardNumber => "wrong card number",
            Self::CardLimit => "a limit of the card",
            Self::ThreeDsNotPerformed => "3-D Secure could not be performed",
            Self::ThreeDsNeeded => "refused because 3-D Secure is needed",
            Self::ForeignCard => "the card of a foreign bank, forbidden here",
            Self::Other(_) => "not documented",
        }
    }

    /// Whether and how the payer may try again.
    pub fn try_again(self) -> TryAgain {
        match self {
            Self::WrongCvv | Self::CardExpired | Self::WrongCardNumber | Self::ForeignCard => {
                TryAgain::OtherCard
            }
            Self::RefusedByIssuer | Self::IssuerLimit | Self::CardLimit => {
                TryAgain::OtherCardOrAskBank
            }
            Self::NotEnoughMoney => TryAgain::OtherCardOrLess,
            Self::ThreeDsNotPassed => TryAgain::Now,
            Self::Communication | Self::ThreeDsNotPerformed => TryAgain::Soon,
            Self::Unknown | Self::Other(_) => TryAgain::OnceThenOtherCard,
            Self::ThreeDsNeeded => TryAgain::With3ds,
        }
    }

    /// From a number, or from a text that has a name behind one (`42-insufficient_funds`, seen in a
    /// public client); 0 is no group.
    pub(crate) fn read(bank_response: &Members) -> Option<Self> {
        let number = bank_response.integer("error_group");
        Some(match number.or_else(|| named(bank_response.text("error_group")?))? {
            0 => return None,
            41 => Self::RefusedByIssuer,
            42 => Self::NotEnoughMoney,
            43 => Self::IssuerLimit,
            50 => Self::WrongCvv,
            51 => Self::ThreeDsNotPassed,
            52 => Self::Communication,
            55 => Self::Unknown,
            56 => Self::CardExpired,
            57 => Self::WrongCardNumber,
            58 => Self::CardLimit,
            60 => Self::ThreeDsNotPerformed,
            66 => Self::ThreeDsNeeded,
            67 => Self::ForeignCard,
            other => Self::Other(other),
        })
    }
}

/// The number in front of a name.
fn named(word: &str) -> Option<i64> {
    let word = word.trim_start_matches(' ');
    let (digits, name) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
    // 42.5 and 42e9 are other numbers, not 42 with a name
    let goes_on = name.starts_with(|c: char| c.is_alphanumeric() || ".,+".contains(c));
    (!goes_on).then(|| digits.parse().ok()).flatten()
}
