//! How a payment ends: chosen by its card, or else by the kopecks of its sum.

/// What a bank makes of a payment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Outcome {
    Success,
    /// Refused, with a group of errors.
    Refused(u32),
    /// Refused by the security service.
    Blocked,
    /// Data for financial monitoring are wanted.
    Questioned,
    /// The payer has to prove who he is.
    Challenged,
}

/// What decides.
pub(super) struct Case<'a> {
    /// `None` for a payment that recurs.
    pub(super) pan: Option<&'a str>,
    pub(super) invoice: u64,
    /// If the merchant has asked for 3-D Secure.
    pub(super) forced: bool,
    pub(super) deferred: bool,
    /// If the merchant has said where the result goes.
    pub(super) can_be_told: bool,
    /// The sum above which 3-D Secure takes place.
    pub(super) threeds_above: u64,
}

/// What happens at creation, and the group with which the step after it will be refused.
pub(super) fn decide(case: &Case<'_>) -> (Outcome, Option<u32>) {
    let by_pan = case.pan.and_then(by_pan);
    let rule = by_pan.unwrap_or_else(|| by_sum(case.invoice));
    let can_be_challenged = case.pan.is_some() && !case.deferred;
    let challenged = can_be_challenged
        && (case.forced || rule == Rule::Challenge || case.invoice > case.threeds_above);
    // A deferred payment asks the bank later; what the sum decides is said then.
    let later = case.deferred && by_pan.is_none();
    match rule {
        Rule::Block => (Outcome::Blocked, None),
        Rule::Question => (Outcome::Questioned, None),
        Rule::Refuse(group) if later => (Outcome::Success, Some(group)),
        Rule::Refuse(group) => (Outcome::Refused(group), None),
        Rule::DemandChallenge if !case.forced && later => (Outcome::Success, Some(66)),
        Rule::DemandChallenge if !case.forced => (Outcome::Refused(66), None),
        Rule::RefuseProof(group) if later => (Outcome::Success, Some(group)),
        Rule::RefuseProof(group) if !challenged => (Outcome::Refused(group), None),
        _ if challenged && !case.can_be_told => (Outcome::Refused(66), None),
        Rule::RefuseProof(group) => (Outcome::Challenged, Some(group)),
        _ if challenged => (Outcome::Challenged, None),
        _ => (Outcome::Success, None),
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Rule {
    Succeed,
    Refuse(u32),
    /// As [`Rule::Refuse`], but after 3-D Secure where that takes place.
    RefuseProof(u32),
    /// Refused with 66 unless the merchant asks for 3-D Secure.
    DemandChallenge,
    Challenge,
    Block,
    Question,
}

fn by_pan(pan: &str) -> Option<Rule> {
    Some(match pan {
        "4000000000000002" => Rule::Refuse(41),
        "4000000000009995" => Rule::Refuse(42),
        "4000000000000069" => Rule::Refuse(56),
        "4000000000003220" => Rule::Challenge,
        "4000000000000101" => Rule::DemandChallenge,
        "4000000000000259" => Rule::Refuse(67),
        _ => return None,
    })
}

fn by_sum(invoice: u64) -> Rule {
    match invoice % 100 {
        12 => Rule::Refuse(12),
        14 => Rule::Block,
        41 => Rule::Refuse(41),
        42 => Rule::Refuse(42),
        43 => Rule::Refuse(43),
        50 => Rule::Refuse(50),
        51 => Rule::RefuseProof(51),
        52 => Rule::Refuse(52),
        55 => Rule::Refuse(55),
        56 => Rule::Refuse(56),
        57 => Rule::Refuse(57),
        58 => Rule::Refuse(58),
        60 => Rule::RefuseProof(60),
        66 => Rule::DemandChallenge,
        67 => Rule::Refuse(67),
        96 => Rule::Question,
        _ => Rule::Succeed,
    }
}
