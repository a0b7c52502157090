//! Where a payer goes to pay.

use std::fmt;

use pay_wire::Members;

pay_wire::words! {
    /// How a payer is sent on.
    pub enum RedirectMethod {
        /// By an address.
        Get = "GET",
        /// By a form that submits itself.
        Post = "POST",
    }
}

/// Where a payer goes, and with what. Whoever has it can pay in the payer's place, so it prints
/// nowhere.
///
/// `GET`: redirect to [`action`](Self::action) with [`params`](Self::params) behind its query.
/// `POST`: a form that submits itself, with `params` as hidden fields (both inferred).
#[derive(Clone)]
pub struct Redirect {
    action: Box<str>,
    method: RedirectMethod,
    params: Vec<(Box<str>, Box<str>)>,
}

impl Redirect {
    /// The address.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// `GET` where the gateway says nothing else.
    pub fn method(&self) -> &RedirectMethod {
        &self.method
    }

    /// What goes along, in the order in which it came; members that are neither text nor number
    /// are left out.
    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params.iter().map(|(name, value)| (&**name, &**value))
    }

    /// In an object with `action`, `method` and `params`.
    pub(crate) fn read(members: &Members) -> Option<Self> {
        let method = members.text("method").map(str::to_ascii_uppercase);
        let params = members.object("params");
        let params = params.iter().filter_map(|(name, _)| Some((name, params.text(name)?)));
        Some(Self {
            action: members.text("action")?.into(),
            method: method.map_or(RedirectMethod::Get, RedirectMethod::from),
            params: params.map(|(name, value)| (name.into(), value.into())).collect(),
        })
    }

    /// A ready link.
    pub(crate) fn link(url: &str) -> Self {
        Self { action: url.into(), method: RedirectMethod::Get, params: Vec::new() }
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redirect({:?}, {} params)", self.method, self.params.len())
    }
}

/// What the flow of a service needs: the payer's way, and a card gateway's session.
#[derive(Clone)]
pub struct FlowData {
    redirect: Option<Redirect>,
    metadata: Members,
}

impl FlowData {
    pub(crate) fn read(members: &Members) -> Self {
        Self { redirect: Redirect::read(members), metadata: members.object("metadata") }
    }

    /// Where the payer goes.
    pub fn redirect(&self) -> Option<&Redirect> {
        self.redirect.as_ref()
    }

    /// The card gateway's session, `cgi_..`.
    pub fn session(&self) -> Option<&str> {
        self.metadata.text("sid")
    }

    /// The bearer token of the card gateway, opaque. Keep it like a password.
    pub fn token(&self) -> Option<&str> {
        self.metadata.text("token")
    }

    /// Any member of its `metadata`, as JSON.
    pub fn metadata(&self, name: &str) -> Option<&str> {
        self.metadata.raw(name).map(serde_json::value::RawValue::get)
    }
}

impl fmt::Debug for FlowData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlowData").field("redirect", &self.redirect).finish_non_exhaustive()
    }
}
