//! Starting, finding and stopping the sandbox.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use tokio::sync::{mpsc, oneshot};
use tokio_rustls::TlsAcceptor;

use crate::authority::{self, Authority};
use crate::callback::Callbacks;
use crate::clock::{Clock, Time};
use crate::engine::{Engine, bind};
use crate::ledger::Ledger;
use crate::local_gateway::LocalGateway;
use crate::world::{Choices, Make, Place, Shared, World};

/// The gateways, in the order of the program's output.
const GATEWAYS: &[Make] =
    &[crate::dpay::make, crate::ipay::make, crate::paycore::make, crate::obmin::make];

/// The names that the certificate bears besides those a test asks for.
const NAMES: &[&str] = &[
    "127.0.0.1",
    "localhost",
    "::1",
    "*.obmenka.ua",
    "*.ipay.ua",
    "*.paycore.io",
    "obmin.me",
    "*.obmin.me",
];

/// Running gateways; they stop when this is dropped.
///
/// The sandbox has a thread of its own, so it serves clients that block, in any runtime or none.
pub struct Sandbox {
    shared: Arc<Shared>,
    authority: Authority,
    gateways: Vec<LocalGateway>,
    control: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Sandbox {
    /// Starts all gateways over TLS on loopback ports of the system's choice.
    ///
    /// # Panics
    ///
    /// If this machine has no free loopback port, or no thread to spare.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// For a sandbox that is not like all others.
    pub fn builder() -> Builder {
        Builder {
            plain_http: false,
            names: Vec::new(),
            time: Time::Running(Duration::ZERO),
            choices: Choices::default(),
        }
    }

    /// What clients have to trust. Over plain HTTP there is one too, but nobody needs it.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The books of all gateways.
    pub fn ledger(&self) -> Ledger {
        Ledger::new(Arc::clone(&self.shared))
    }

    /// The time of all gateways.
    pub fn clock(&self) -> Clock {
        Clock::new(Arc::clone(&self.shared))
    }

    /// What the gateways told the merchant.
    pub fn callbacks(&self) -> Callbacks {
        Callbacks::new(Arc::clone(&self.shared))
    }

    /// The control address, such as `http://127.0.0.1:40001`: what programs in other languages do
    /// instead of calling these methods.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// Makes everything as it was at the start: orders, books, faults, settings, counts, time.
    pub fn reset(&self) {
        self.shared.world().reset();
    }

    /// Where a gateway is.
    pub(crate) fn gateway(&self, name: &str) -> &LocalGateway {
        let named = |gateway: &&LocalGateway| gateway.name() == name;
        self.gateways.iter().find(named).expect("every gateway has been started")
    }

    pub(crate) fn gateways(&self) -> &[LocalGateway] {
        &self.gateways
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            // Either fails only if the thread has stopped by itself, and then all is done.
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("control", &self.control).finish_non_exhaustive()
    }
}

/// How the sandbox is to start.
#[derive(Clone)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    plain_http: bool,
    names: Vec<String>,
    time: Time,
    choices: Choices,
}

impl Builder {
    /// Without TLS.
    pub fn plain_http(self) -> Self {
        Self { plain_http: true, ..self }
    }

    /// Has the certificate bear one more name, such as `*.example.com` or an address.
    ///
    /// It bears `127.0.0.1`, `::1`, `localhost`, `*.obmenka.ua`, `*.ipay.ua`, `*.paycore.io`,
    /// `obmin.me` and `*.obmin.me` anyway.
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// Stops the clock at this time; only [`Clock::advance`] moves it.
    pub fn frozen_at(self, time: SystemTime) -> Self {
        Self { time: Time::Frozen(time), ..self }
    }

    /// Has iPay check Google's signatures and read encrypted tokens only, with keys made for tests.
    ///
    /// Without it iPay takes unsigned tokens too, whose card lies open; see `docs/sandbox.md`.
    pub fn check_tokens(self) -> Self {
        Self { choices: Choices { check_tokens: true }, ..self }
    }

    /// Starts it.
    ///
    /// # Panics
    ///
    /// Where [`try_start`](Self::try_start) fails.
    pub async fn start(self) -> Sandbox {
        self.try_start().await.unwrap_or_else(|error| panic!("the sandbox cannot start: {error}"))
    }

    /// Starts it, or says why it cannot.
    ///
    /// # Errors
    ///
    /// If this machine has no free loopback port or no thread to spare, or if a name is none that
    /// a certificate can bear.
    pub async fn try_start(self) -> io::Result<Sandbox> {
        let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        names.extend(self.names);
        let (authority, config) = authority::establish(&names).map_err(io::Error::other)?;
        let (scheme, tls) = if self.plain_http {
            ("http", None)
        } else {
            ("https", Some(TlsAcceptor::from(Arc::new(config))))
        };

        let control = bind()?;
        let mut ports = Vec::new();
        let mut places = Vec::new();
        for make in GATEWAYS {
            let port = bind()?;
            let base_url = format!("{scheme}://{}", port.local_addr()?);
            places.push(Place::new(*make, base_url));
            ports.push(port);
        }

        let (send, errands) = mpsc::unbounded_channel();
        let world = World::new(places, self.time, self.choices, send);
        let names: Vec<_> = world.gateways.iter().map(|gateway| gateway.name()).collect();
        let shared = Arc::new(Shared::new(world));
        let gateways = names
            .into_iter()
            .zip(&ports)
            .map(|(name, port)| {
                Ok(LocalGateway::new(Arc::clone(&shared), name, port.local_addr()?))
            })
            .collect::<io::Result<_>>()?;
        let control_address = control.local_addr()?;

        let (stop, stopped) = oneshot::channel();
        let (started, ready) = oneshot::channel();
        let engine = Engine { control, ports, tls, errands, shared: Arc::clone(&shared) };
        let thread = std::thread::Builder::new()
            .name("pay-sandbox".to_owned())
            .spawn(move || engine.run(started, stopped))?;
        ready.await.unwrap_or_else(|_| Err(io::Error::other("its thread has died")))?;
        let running = Some((stop, thread));
        Ok(Sandbox { shared, authority, gateways, control: control_address, running })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("plain_http", &self.plain_http)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}
