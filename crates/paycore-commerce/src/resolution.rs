//! Why an operation stands where it does.

/// Defines the vocabulary and the group of every word.
macro_rules! resolutions {
    ($($group:ident: $($name:ident = $word:literal)+;)+) => {
        pay_wire::words! {
            /// Why an operation stands where it does: independent of its status, so that a failed
            /// one may carry [`Ok`](Self::Ok).
            ///
            /// An open vocabulary: show it, and never decide about money by it. Source: the
            /// provider's list of resolutions.
            pub enum Resolution {
                $($(
                    #[doc = concat!("`", $word, "`.")]
                    $name = $word,
                )+)+
            }
        }

        impl Resolution {
            /// Every documented resolution.
            pub const DOCUMENTED: &[Self] = &[$($(Self::$name),+),+];

            /// The group in which the provider lists it; `None` for a word that is not documented.
            pub fn group(&self) -> Option<ResolutionGroup> {
                Some(match self {
                    $($(Self::$name)|+ => ResolutionGroup::$group,)+
                    Self::Other(_) => return None,
                })
            }
        }
    };
}

/// The groups in which the provider lists resolutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResolutionGroup {
    /// Nothing is wrong.
    Ok,
    /// May be gone at the next attempt; may ask for an operator.
    Retryable,
    /// Ends the operation.
    Fatal,
    /// Of cards.
    Card,
    /// Of the platform's routing.
    Routing,
}

resolutions! {
    Ok: Ok = "ok";
    Retryable:
    ConnectionError = "connection_error" ConnectionTimeoutError = "connection_timeout_error"
    ProviderInternalError = "provider_internal_error" GeneralError = "general_error"
    Unknown = "unknown";
    Fatal:
    InvalidDetails = "invalid_details" InvalidRequest = "invalid_request"
    RequestError = "request_error" InvalidAmount = "invalid_amount"
    InvalidMethod = "invalid_method" InvalidCredentials = "invalid_credentials"
    ForbiddenIp = "forbidden_ip" SignatureError = "signature_error"
    DuplicatedId = "duplicated_id" InsufficientFunds = "insufficient_funds"
    AntifraudError = "antifraud_error" DeclinedError = "declined_error"
    RecipientNotFound = "recipient_not_found" InvalidRecipient = "invalid_recipient"
    LimitViolation = "limit_violation" InternalError = "internal_error"
    AccessError = "access_error" AccessDenied = "access_denied"
    GeneralFatalError = "general_fatal_error" OperationExpired = "operation_expired"
    ProcessingError = "processing_error";
    Card:
    Declined = "declined" IssuerDecline = "issuer_decline" CardExpired = "card_expired"
    InvalidCard = "invalid_card" InvalidCardStatus = "invalid_card_status"
    InvalidCvv = "invalid_cvv" InvalidPan = "invalid_pan" InvalidPin = "invalid_pin"
    InvalidOtp = "invalid_otp" Invalid3dsCode = "invalid_3ds_code"
    ClientAuthFailed = "client_auth_failed" AuthFatalError = "auth_fatal_error"
    Auth3dsRequired = "auth_3ds_required" LostOrStolenCard = "lost_or_stolen_card"
    FunctionalityIsNotPermitted = "functionality_is_not_permitted"
    CardTypeNotSupported = "card_type_not_supported"
    CardVerificationFailed = "card_verification_failed" CardIsLost = "card_is_lost"
    CardIsStolen = "card_is_stolen" CardRestricted = "card_restricted"
    FatalCardExpired = "fatal_card_expired" FatalDecline = "fatal_decline"
    FatalInvalidCard = "fatal_invalid_card" FatalIssuerUnavailable = "fatal_issuer_unavailable"
    FatalTimeout = "fatal_timeout" DuplicatedTransaction = "duplicated_transaction"
    CardIs3dsEnrolled = "card_is_3ds_enrolled" CardIsNot3dsEnrolled = "card_is_not_3ds_enrolled"
    UnableToDetermine3dsEnrolment = "unable_to_determine_3ds_enrolment"
    UnableToReconcile = "unable_to_reconcile" ProviderError = "provider_error"
    ProviderFatalError = "provider_fatal_error" FatalError = "fatal_error" Error = "error";
    Routing: NoRoutesByCondition = "no_routes_by_condition";
}

impl Resolution {
    /// In any case of letters: inner objects have capitals.
    pub(crate) fn read(word: &str) -> Self {
        match Self::from(word.to_ascii_lowercase()) {
            Self::Other(_) => Self::from(word),
            known => known,
        }
    }
}
