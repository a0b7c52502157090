//! Where a gateway is.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;
use http::uri::Authority;
use snafu::{OptionExt as _, ResultExt as _, Snafu, ensure};

use crate::{Error, ErrorKind, Result};

/// A checked base address: `https`, a host, perhaps a port and a path; plain `http` for this
/// machine alone.
///
/// It has no user info, query or fragment, so it holds no secret and may be printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    text: Box<str>,
}

impl Address {
    /// An address that is known to be good.
    ///
    /// # Panics
    ///
    /// When it is not; for constants, covered by tests.
    pub fn well_known(text: &'static str) -> Self {
        text.parse().expect("well-known addresses are good")
    }

    /// The address with this path (and query) behind it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] when `path` does not begin with `/` or has a character that an address
    /// cannot have.
    pub fn join(&self, path: &str) -> Result<Uri> {
        let joined = path.starts_with('/').then(|| format!("{}{path}", self.text));
        let joined = joined.context(PathSnafu)?;
        Ok(joined.parse().context(UriSnafu)?)
    }

    /// The address as text, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim_end_matches('/');
        ensure!(!trimmed.is_empty(), HostSnafu);
        let uri: Uri = trimmed.parse().context(UriSnafu)?;
        let authority = uri.authority().context(HostSnafu)?;
        ensure!(!authority.as_str().contains('@'), UserInfoSnafu);
        ensure!(!uri.host().unwrap_or_default().is_empty(), HostSnafu);
        ensure!(!trimmed.contains(['?', '#']), QuerySnafu);

        ensure!(has_good_port(authority), PortSnafu);
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") => ensure!(is_loopback(authority.host()), PlainSnafu),
            _ => return SchemeSnafu.fail()?,
        }
        Ok(Self { text: trimmed.into() })
    }
}

/// Checks an address that the gateway is asked to use later: a page to return to, a place for
/// callbacks. `field` names it in the error.
///
/// # Errors
///
/// [`ErrorKind::Input`] when it is not an absolute `http` or `https` address, or its port is none.
pub fn check_url(field: &'static str, text: &str) -> Result<()> {
    let absolute = text.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
            && uri.authority().is_some_and(has_good_port)
    });
    ensure!(absolute, WebSnafu { field });
    Ok(())
}

/// Whether the port, if one is named, is from 1 to 65535: `Uri` takes any text for it.
fn has_good_port(authority: &Authority) -> bool {
    let host_and_port = authority.as_str().rsplit('@').next().unwrap_or_default();
    // the colons between brackets belong to the address of a host
    let port = host_and_port.rsplit_once(':').filter(|(_, port)| !port.ends_with(']'));
    port.is_none_or(|(_, port)| port.parse::<u16>().is_ok_and(|port| port != 0))
}

/// Whether a host is this machine, by its spelling alone: nothing is looked up.
fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.text)
    }
}

/// Never shows the address: what is wrong with it may be a password in it.
#[derive(Debug, Snafu)]
enum Fault {
    #[snafu(display("the address has no host; write it as `https://host` or `https://host/path`"))]
    Host,
    #[snafu(display("a path must begin with `/`"))]
    Path,
    #[snafu(display("plain `http` is for this machine alone; use `https`"))]
    Plain,
    #[snafu(display("the port of the address is not a number from 1 to 65535"))]
    Port,
    #[snafu(display("a base address has neither a query nor a fragment"))]
    Query,
    #[snafu(display("the address must begin with `https://`"))]
    Scheme,
    #[snafu(display("the address has a character that an address cannot have"))]
    Uri { source: http::uri::InvalidUri },
    #[snafu(display(
        "a user or a password in an address would be sent to the gateway; take it out"
    ))]
    UserInfo,
    #[snafu(display("`{field}` must be an absolute `https://` or `http://` address"))]
    Web { field: &'static str },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::before(ErrorKind::Input, fault)
    }
}
