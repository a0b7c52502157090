//! What can be chosen about the gateway.

/// What `order/create` answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CreateShape {
    /// Both amounts at the top, with `_id`.
    Flat,
    /// Both amounts inside `route`, without `_id`, with `status` and `expiresAt`.
    Nested,
    /// `uid` and `secret` alone.
    Minimal,
}

/// Where a notification has its hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum HashPlace {
    /// The last field of the form.
    Body,
    /// A parameter added to the merchant's address.
    Query,
    /// A header.
    Header,
}

/// What the hash of a notification is called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum HashName {
    /// `hash`
    Hash,
    /// `sign`
    Sign,
    /// `signature`
    Signature,
    /// `checksum`
    Checksum,
}

impl HashName {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Hash => "hash",
            Self::Sign => "sign",
            Self::Signature => "signature",
            Self::Checksum => "checksum",
        }
    }
}

/// How a notification spells `toValues`, as the encoders of the document's table do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ToValues {
    /// `toValues[0][key]=..`
    Indexed,
    /// `toValues[][key]=..`
    EmptyBrackets,
    /// `toValues[0].key=..`
    Dots,
    /// `toValues[key]=..`
    Repeat,
    /// `toValues=[{"key":..}]`
    Json,
    /// `toValues=`, once for each element.
    Empty,
    /// `toValues=[object Object]`
    Lost,
    /// Not at all.
    Absent,
}

/// How the Obmin double behaves; a reset of the sandbox brings the defaults back.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// The site is closed: every method but the site's status is refused.
    pub maintenance: bool,
    /// How many calls an hour may bring; any number, if `None`.
    pub rate_limit: Option<usize>,
    /// Unsigned creations need a `captcha`, and any will do.
    pub captcha: bool,
    /// `update-status` follows the wider rule of the engine's reference.
    pub permissive: bool,
    /// The code for a wrong key or hash, and for a time that does not grow; 40301.
    pub auth_code: u64,
    /// The code for an order that is not there or whose secret is wrong.
    pub not_found_code: u64,
    /// The code for a status that `update-status` may not set.
    pub refused_code: u64,
    /// Errors have an HTTP status, and tell it as `statusCode`.
    pub http_statuses: bool,
    /// Answers carry `result` instead of `data`.
    pub legacy_envelope: bool,
    /// What `order/create` answers.
    pub create_shape: CreateShape,
    /// Seconds from `inProgressPayout` to `done` where payouts are automatic; 60.
    pub payout_delay_s: u64,
    /// The number of the next order; 3057.
    pub next_uid: u64,
    /// What the ids of orders are made from; the same seed, the same ids.
    pub seed: u64,
    /// If notifications are sent at all.
    pub ipn: bool,
    /// Being created is told too.
    pub ipn_at_creation: bool,
    /// Where the hash is: in one place, in several, or, if empty, nowhere.
    pub ipn_hash: Vec<HashPlace>,
    /// What the hash is called.
    pub ipn_hash_name: HashName,
    /// The hash is in capital letters.
    pub ipn_upper_case: bool,
    /// How `toValues` is spelled.
    pub ipn_to_values: ToValues,
    /// There are fields that no document has.
    pub ipn_extra_fields: bool,
    /// Every notification is sent twice.
    pub ipn_duplicate: bool,
    /// Seconds by which notifications are late, one after the other and from the beginning again:
    /// with 60 and 0 every second one is overtaken.
    pub ipn_late_s: Vec<u64>,
    /// Notifications may leave this machine.
    pub ipn_anywhere: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            maintenance: false,
            rate_limit: None,
            captcha: false,
            permissive: false,
            auth_code: 40301,
            not_found_code: 7_000_000_000_000_001,
            refused_code: 7_000_000_000_000_002,
            http_statuses: false,
            legacy_envelope: false,
            create_shape: CreateShape::Flat,
            payout_delay_s: 60,
            next_uid: 3057,
            seed: 1,
            ipn: true,
            ipn_at_creation: false,
            ipn_hash: vec![HashPlace::Body],
            ipn_hash_name: HashName::Hash,
            ipn_upper_case: false,
            ipn_to_values: ToValues::Indexed,
            ipn_extra_fields: false,
            ipn_duplicate: false,
            ipn_late_s: Vec::new(),
            ipn_anywhere: false,
        }
    }
}
