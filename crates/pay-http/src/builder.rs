//! A client with something of one's own.

use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use pay_wire::{Address, Gateway, Result, Retry, Reuse};
use rustls::pki_types::ServerName;
use snafu::ensure;
use tokio::sync::Mutex;

use crate::client::{LONGEST, Shared};
use crate::clock::{Clock, Reading};
use crate::dial::{Dialler, bare};
use crate::direct::Direct;
use crate::error::{Fault, ForeignSnafu, HostSnafu, NoRootsSnafu, PatienceSnafu};
use crate::{Client, Roots, Transport};

/// Settings of a [`Client`]; what is not set is as the gateway's
/// [`Defaults`](pay_wire::Defaults) say.
///
/// Nothing is checked before [`build`](Self::build).
#[must_use = "it does nothing until `build`"]
pub struct ClientBuilder<G> {
    gateway: G,
    base: Option<Result<Address>>,
    clock: Reading,
    known: Vec<(String, SocketAddr)>,
    roots: Option<Roots>,
    transport: Option<Box<dyn Transport>>,
    retry: Retry,
    reuse: Option<Reuse>,
    connect: Option<Duration>,
    read: Option<Duration>,
    deadline: Option<Duration>,
}

impl<G: Gateway> ClientBuilder<G> {
    pub(crate) fn new(gateway: G) -> Self {
        Self {
            gateway,
            base: None,
            clock: Box::new(SystemTime::now),
            known: Vec::new(),
            roots: None,
            transport: None,
            retry: Retry::DEFAULT,
            reuse: None,
            connect: None,
            read: None,
            deadline: None,
        }
    }

    /// The account at another address, given as text or as an [`Address`].
    pub fn at(self, address: impl fmt::Display) -> Self {
        Self { base: Some(address.to_string().parse()), ..self }
    }

    /// The time that goes into requests. Deadlines and pauses stay on real time, and certificates
    /// are judged by the system's clock.
    pub fn clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(clock), ..self }
    }

    /// Where to connect for this host, in place of what its name resolves to; several addresses
    /// are tried in turn. A port of 0 is the request's own.
    ///
    /// Only the address changes: the certificate must be good for `host`, which is also what the
    /// gateway is told.
    pub fn resolve(mut self, host: impl Into<String>, address: SocketAddr) -> Self {
        self.known.push((host.into(), address));
        self
    }

    /// Whose certificates are trusted, in place of [`Roots::bundled`].
    pub fn roots(self, roots: Roots) -> Self {
        Self { roots: Some(roots), ..self }
    }

    /// What carries the requests, in place of the transport of this crate.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { transport: Some(Box::new(transport)), ..self }
    }

    /// How often and how fast to try again where that is safe.
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Whether a connection serves a second request.
    ///
    /// A connection can break just when it is used again, so reuse turns a few more failures into
    /// [`Delivery::Unknown`](pay_wire::Delivery::Unknown).
    pub fn reuse(self, reuse: Reuse) -> Self {
        Self { reuse: Some(reuse), ..self }
    }

    /// The longest time to a connection that is ready for use: name, address and TLS.
    pub fn connect_deadline(self, limit: Duration) -> Self {
        Self { connect: Some(limit), ..self }
    }

    /// The longest silence while an answer is awaited or read.
    pub fn read_deadline(self, limit: Duration) -> Self {
        Self { read: Some(limit), ..self }
    }

    /// The longest that a call may take, repetitions and pauses included. It wins over
    /// [`Endpoint::DEADLINE`](pay_wire::Endpoint::DEADLINE).
    pub fn deadline(self, limit: Duration) -> Self {
        Self { deadline: Some(limit), ..self }
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](pay_wire::ErrorKind::Input) when the address, a host, the roots or a
    /// deadline cannot be meant, or when roots, `resolve` or reuse are set beside a transport that
    /// would not know of them.
    pub fn build(mut self) -> Result<Client<G>> {
        let base = self.base.take().transpose()?;
        self.check()?;
        Ok(self.assemble(base))
    }

    fn check(&self) -> Result<(), Fault> {
        for (what, limit) in [
            ("connect deadline", self.connect),
            ("read deadline", self.read),
            ("deadline", self.deadline),
        ] {
            let good = limit.is_none_or(|limit| !limit.is_zero() && limit <= LONGEST);
            ensure!(good, PatienceSnafu { what });
        }
        let ours = self.roots.is_some() || self.reuse.is_some() || !self.known.is_empty();
        ensure!(!(self.transport.is_some() && ours), ForeignSnafu);
        ensure!(!self.roots.as_ref().is_some_and(Roots::is_empty), NoRootsSnafu);
        let good = |host: &str| ServerName::try_from(bare(host)).is_ok();
        ensure!(self.known.iter().all(|(host, _)| good(host)), HostSnafu);
        Ok(())
    }

    /// The client of a builder on which nothing was set, so that nothing can be wrong.
    pub(crate) fn defaults(self) -> Client<G> {
        self.assemble(None)
    }

    fn assemble(self, base: Option<Address>) -> Client<G> {
        let gateway = match &base {
            Some(base) => self.gateway.at(base.clone()),
            None => self.gateway,
        };
        let transport = self.transport.unwrap_or_else(|| {
            let dialler = Dialler::new(self.roots.unwrap_or_default(), self.known);
            Box::new(Direct::new(dialler, self.reuse.unwrap_or(G::DEFAULTS.reuse)))
        });
        Client::from_parts(Shared {
            gateway,
            base,
            transport,
            clock: Clock::new(self.clock),
            retry: self.retry,
            connect: self.connect.unwrap_or(G::DEFAULTS.connect).min(LONGEST),
            read: self.read.unwrap_or(G::DEFAULTS.read).min(LONGEST),
            deadline: self.deadline,
            turn: Mutex::new(()),
        })
    }
}

impl<G: Gateway> fmt::Debug for ClientBuilder<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("gateway", &G::NAME).finish_non_exhaustive()
    }
}
