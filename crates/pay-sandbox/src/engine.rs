//! The thread that serves all ports, whatever runtime the tests have.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::callback::{Errand, deliver};
use crate::serve::{self, Host};
use crate::world::Shared;

/// How often timers are looked at when nobody turns the clock.
const BEAT: Duration = Duration::from_millis(10);

/// What the thread takes with it.
pub(crate) struct Engine {
    pub(crate) control: std::net::TcpListener,
    pub(crate) ports: Vec<std::net::TcpListener>,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) errands: UnboundedReceiver<Errand>,
    pub(crate) shared: Arc<Shared>,
}

impl Engine {
    /// Serves until it is told to stop or the sandbox is gone.
    pub(crate) fn run(
        self,
        started: oneshot::Sender<io::Result<()>>,
        stopped: oneshot::Receiver<()>,
    ) {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                let _ = started.send(Err(error));
                return;
            }
        };
        runtime.block_on(async {
            let opened = self.open();
            if started.send(opened).is_ok() {
                // An error means that the sandbox is gone, which is as good as a stop.
                let _ = stopped.await;
            }
        });
    }

    /// Opens the doors: the tasks live as long as the runtime.
    fn open(self) -> io::Result<()> {
        let Self { control, ports, tls, errands, shared } = self;
        let control = TcpListener::from_std(control)?;
        tokio::spawn(serve::listen(control, None, Host::Control, Arc::clone(&shared)));
        for (at, port) in ports.into_iter().enumerate() {
            let port = TcpListener::from_std(port)?;
            let shared = Arc::clone(&shared);
            tokio::spawn(serve::listen(port, tls.clone(), Host::Gateway(at), shared));
        }
        tokio::spawn(deliver(Arc::clone(&shared), errands));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(BEAT).await;
                shared.world().settle();
            }
        });
        Ok(())
    }
}

/// A loopback port of the system's choice.
pub(crate) fn bind() -> io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
