//! How the hosted page looks.

use pay_wire::Result;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::id::check_text;

/// Defines an enum of names that the gateway takes.
macro_rules! names {
    (
        $(#[$about:meta])*
        $owner:ident: $($(#[$doc:meta])* $variant:ident = $name:literal,)+
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $owner {
            $($(#[$doc])* $variant,)+
        }

        impl $owner {
            /// The gateway's name of it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}
pub(super) use names;

names! {
    /// A part of the page that can be left out; all are there unless told otherwise.
    ///
    /// What the documents name and call not implemented (`show_methods`, `hide_methods`) is not
    /// here.
    Hide:
    /// The header.
    Header = "hide_header",
    /// The footer.
    Footer = "hide_footer",
    /// How far the payment is.
    ProgressBar = "hide_progress_bar",
    /// The filter of methods.
    MethodFilter = "hide_method_filter",
    /// The time that is left.
    LifetimeCounter = "hide_lifetime_counter",
    /// The time that is left, as the provider's widget names it.
    InvoiceLifetimeCounter = "hide_invoice_lifetime_counter",
}

pub(super) fn as_display<S: Serializer>(hidden: &[Hide], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(hidden.iter().map(|part| (part.as_str(), true)))
}

pay_wire::words! {
    /// The theme of the page.
    pub enum Theme {
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
        /// What the widget's own description has in place of `light`.
        Basic = "basic",
    }
}

pay_wire::words! {
    /// What the button says.
    pub enum PayButton {
        /// Pay.
        Pay = "pay",
        /// Subscribe.
        Subscribe = "subscribe",
        /// Donate.
        Donate = "donate",
    }
}

names! {
    /// What a color is of, as the provider's reference names them.
    Color:
    /// `success_color`.
    Success = "success_color",
    /// `warning_color`.
    Warning = "warning_color",
    /// `danger_color`.
    Danger = "danger_color",
    /// `info_color`.
    Info = "info_color",
    /// `primary_color`.
    Primary = "primary_color",
    /// `primary_variant`.
    PrimaryVariant = "primary_variant",
    /// `primary_text_color`.
    PrimaryText = "primary_text_color",
    /// `primary_background_color`.
    PrimaryBackground = "primary_background_color",
    /// `on_primary_color`.
    OnPrimary = "on_primary_color",
    /// `secondary_color`.
    Secondary = "secondary_color",
    /// `secondary_variant`.
    SecondaryVariant = "secondary_variant",
    /// `secondary_text_color`.
    SecondaryText = "secondary_text_color",
    /// `secondary_background_color`.
    SecondaryBackground = "secondary_background_color",
    /// `on_secondary_color`.
    OnSecondary = "on_secondary_color",
}

/// The style of the page: what is not said is the account's or the gateway's.
#[derive(Clone, Debug, Default)]
pub struct Style<'a> {
    theme: Option<Theme>,
    pay_button: Option<PayButton>,
    method_logo: Option<bool>,
    font_family: Option<&'a str>,
    colors: Vec<(Color, &'a str)>,
}

impl<'a> Style<'a> {
    /// Nothing said.
    pub const fn new() -> Self {
        Self {
            theme: None,
            pay_button: None,
            method_logo: None,
            font_family: None,
            colors: Vec::new(),
        }
    }

    /// The theme.
    #[must_use]
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme: Some(theme), ..self }
    }

    /// What the button says.
    #[must_use]
    pub fn pay_button(self, label: PayButton) -> Self {
        Self { pay_button: Some(label), ..self }
    }

    /// With the logos of methods.
    #[must_use]
    pub fn with_method_logo(self) -> Self {
        Self { method_logo: Some(true), ..self }
    }

    /// Without the logos of methods.
    #[must_use]
    pub fn without_method_logo(self) -> Self {
        Self { method_logo: Some(false), ..self }
    }

    /// The font.
    ///
    /// # Errors
    ///
    /// If it is empty or has a control character.
    pub fn font_family(self, family: &'a str) -> Result<Self> {
        check_text("style.font_family", family)?;
        Ok(Self { font_family: Some(family), ..self })
    }

    /// A color, as the gateway takes it: how it is written is not documented. The last one of a
    /// kind counts.
    ///
    /// # Errors
    ///
    /// If it is empty or has a control character.
    pub fn color(mut self, of: Color, color: &'a str) -> Result<Self> {
        check_text("style", color)?;
        self.colors.retain(|(there, _)| *there != of);
        self.colors.push((of, color));
        Ok(self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.theme.is_none()
            && self.pay_button.is_none()
            && self.method_logo.is_none()
            && self.font_family.is_none()
            && self.colors.is_empty()
    }
}

impl Serialize for Style<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(theme) = &self.theme {
            map.serialize_entry("theme", theme)?;
        }
        if let Some(label) = &self.pay_button {
            map.serialize_entry("pay_button_label", label)?;
        }
        if let Some(shown) = self.method_logo {
            map.serialize_entry("show_method_logo", &shown)?;
        }
        if let Some(family) = self.font_family {
            map.serialize_entry("font_family", family)?;
        }
        for (of, color) in &self.colors {
            map.serialize_entry(of.as_str(), color)?;
        }
        map.end()
    }
}
