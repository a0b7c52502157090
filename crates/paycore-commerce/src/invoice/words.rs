//! Open vocabularies of invoices and payouts.

pay_wire::words! {
    /// How a payer pays by a service: the last word of a service's code.
    ///
    /// Not what a request calls `flow`: that comes back as [`PaymentFlow`].
    pub enum Flow {
        /// On a page of the gateway.
        Hpp = "hpp",
        /// By an invoice.
        Invoice = "invoice",
        /// By a card.
        Card = "card",
        /// A test.
        Test = "test",
    }
}

pay_wire::words! {
    /// What an invoice does, which a request calls `flow`.
    pub enum PaymentFlow {
        /// Takes money. The gateway's default.
        Charge = "charge",
        /// Checks a card and takes nothing.
        Verify = "verify",
        /// Announced by the provider, and no more is known.
        DelayedCharge = "delayed_charge",
    }
}

pay_wire::words! {
    /// Where an operation was made.
    pub enum Source {
        /// By this API.
        MerchantApi = "merchant_api",
        /// In the merchant's dashboard.
        MerchantDashboard = "merchant_dashboard",
        /// By the platform's API.
        PlatformApi = "platform_api",
        /// In the platform's dashboard.
        PlatformDashboard = "platform_dashboard",
        /// By the platform's public API.
        PlatformPublicApi = "platform_public_api",
        /// By an add-on.
        Addon = "addon",
    }
}
