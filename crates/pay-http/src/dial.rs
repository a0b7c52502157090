//! The way to a connection that is ready for use. Nothing of a request is known here, so whatever
//! fails here has sent nothing.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use snafu::{OptionExt as _, ResultExt as _, ensure};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::Roots;
use crate::connection::Connection;
use crate::error::{
    Fault, NameSnafu, NoAddressSnafu, PlainSnafu, ResolveSnafu, SchemeSnafu, UnreachableSnafu,
    UnwrittenSnafu,
};

/// The head start of each address before the next one (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Opens connections.
pub(crate) struct Dialler {
    /// One for all connections: it remembers the sessions that TLS can resume.
    tls: TlsConnector,
    known: Vec<(String, SocketAddr)>,
}

/// Where a connection leads.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    secure: bool,
    host: Box<str>,
    port: u16,
}

impl Target {
    pub(crate) fn of(uri: &Uri) -> Result<Self, Fault> {
        let (secure, usual) = match uri.scheme_str() {
            Some("https") => (true, 443),
            Some("http") => (false, 80),
            _ => return SchemeSnafu.fail(),
        };
        let host = bare(uri.host().unwrap_or_default()).to_ascii_lowercase();
        ensure!(!host.is_empty(), SchemeSnafu);
        Ok(Self { secure, host: host.into(), port: uri.port_u16().unwrap_or(usual) })
    }
}

/// A host without the brackets that an address has around it in a URI.
pub(crate) fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

impl Dialler {
    pub(crate) fn new(roots: Roots, known: Vec<(String, SocketAddr)>) -> Self {
        let mut tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring has cipher suites of TLS 1.2 and 1.3")
            .with_root_certificates(roots.into_store())
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self { tls: Arc::new(tls).into(), known }
    }

    pub(crate) async fn dial(&self, target: &Target) -> Result<Connection, Fault> {
        let mut addresses = self.addresses(target).await?;
        if !target.secure {
            addresses.retain(|address| address.ip().to_canonical().is_loopback());
            ensure!(!addresses.is_empty(), PlainSnafu);
        }
        let stream = reach(interleaved(addresses)).await?;
        // requests are written whole: waiting for more bytes only costs time
        stream.set_nodelay(true).context(UnreachableSnafu)?;

        let opened = if target.secure {
            let name = ServerName::try_from(target.host.to_string()).context(NameSnafu)?;
            let secured = self.tls.connect(name, stream).await;
            Connection::open(secured.map_err(during_handshake)?).await
        } else {
            Connection::open(stream).await
        };
        opened.context(UnwrittenSnafu)
    }

    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, Fault> {
        let known =
            self.known.iter().filter(|(host, _)| bare(host).eq_ignore_ascii_case(&target.host));
        let mut addresses: Vec<_> = known.map(|(_, address)| *address).collect();
        if addresses.is_empty() {
            let found = lookup_host((&*target.host, target.port)).await.context(ResolveSnafu)?;
            addresses.extend(found);
        }
        for address in &mut addresses {
            if address.port() == 0 {
                address.set_port(target.port);
            }
        }
        Ok(addresses)
    }
}

/// The two families in turn, beginning with the one that the system prefers, so that a broken
/// family costs one head start.
fn interleaved(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let Some(preferred) = addresses.first().map(SocketAddr::is_ipv6) else { return addresses };
    let (first, second): (Vec<_>, Vec<_>) =
        addresses.into_iter().partition(|address| address.is_ipv6() == preferred);

    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut ordered = Vec::new();
    loop {
        let before = ordered.len();
        ordered.extend(first.next());
        ordered.extend(second.next());
        if ordered.len() == before {
            return ordered;
        }
    }
}

/// The first of the addresses that answers. The next one is tried when one fails or takes long,
/// and the others go on.
async fn reach(addresses: Vec<SocketAddr>) -> Result<TcpStream, Fault> {
    let mut waiting = addresses.into_iter();
    let mut trying = JoinSet::new();
    let mut first_error = None;
    loop {
        if let Some(address) = waiting.next() {
            trying.spawn(TcpStream::connect(address));
        }
        let patience = if waiting.len() > 0 { HEAD_START } else { Duration::MAX };
        match timeout(patience, trying.join_next()).await {
            Ok(Some(Ok(Ok(stream)))) => return Ok(stream),
            Ok(Some(Ok(Err(error)))) => _ = first_error.get_or_insert(error),
            // a task that was cancelled, because the runtime ends
            Ok(Some(Err(error))) => _ = first_error.get_or_insert(io::Error::other(error)),
            Ok(None) => {
                let source = first_error.context(NoAddressSnafu)?;
                return Err(Fault::Unreachable { source });
            }
            Err(_) => {}
        }
    }
}

/// What a failed handshake means: whether the certificate was bad is for a person to look at,
/// whether the connection broke is for another attempt.
fn during_handshake(source: io::Error) -> Fault {
    let tls = source.get_ref().and_then(|cause| cause.downcast_ref());
    match tls {
        Some(rustls::Error::InvalidCertificate(_)) => Fault::Certificate { source },
        Some(_) => Fault::Handshake { source },
        None => Fault::Interrupted { source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_families_take_turns_and_the_preferred_one_begins() {
        let addresses = |list: &[&str]| -> Vec<SocketAddr> {
            list.iter().map(|address| address.parse().unwrap()).collect()
        };
        let found = addresses(&["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "1.1.1.2:1"]);
        let tried = addresses(&["[::1]:1", "1.1.1.1:1", "[::2]:1", "1.1.1.2:1", "[::3]:1"]);
        assert_eq!(interleaved(found), tried);
        assert_eq!(interleaved(Vec::new()), []);
    }
}
