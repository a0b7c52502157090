//! A local server that does what it is told and remembers what it saw.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{HandshakeKind, ServerConfig, SupportedProtocolVersion};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

/// An answer that says nothing wrong.
pub(crate) const FINE: Act = Act::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine");

/// What the server does next on a connection. After the last act it closes.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Hangs up without a goodbye; as the first act, before TLS.
    HangUp,
    /// Reads one request, to the last byte of its body.
    Read,
    Write(&'static [u8]),
    /// Writes this without end.
    Flood(&'static [u8]),
    /// Writes this again and again, with pauses.
    Drip(&'static [u8], Duration),
    /// Waits for the client to close.
    Wait,
}

/// The server; it stops with the test's runtime.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    /// All whole requests, in the order in which they ended.
    pub(crate) requests: Vec<String>,
    pub(crate) handshakes: Vec<(HandshakeKind, Option<String>)>,
    /// How the waits ended: whether the client closed as it should (TLS says goodbye first).
    pub(crate) closed: Vec<bool>,
}

impl Server {
    /// Without TLS. The first connection gets the first script, and so on; the last script is for
    /// all that come after.
    pub(crate) async fn plain(scripts: &[&[Act]]) -> Self {
        Self::start(None, scripts).await
    }

    /// With TLS.
    pub(crate) async fn tls(identity: &Identity, scripts: &[&[Act]]) -> Self {
        Self::start(Some(Arc::clone(&identity.config).into()), scripts).await
    }

    async fn start(tls: Option<TlsAcceptor>, scripts: &[&[Act]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::<Mutex<Seen>>::default();
        let scripts: Vec<Vec<Act>> = scripts.iter().map(|script| script.to_vec()).collect();

        let shared = Arc::clone(&seen);
        tokio::spawn(async move {
            for number in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                shared.lock().unwrap().connections += 1;
                let script = scripts[number.min(scripts.len() - 1)].clone();
                let (seen, tls) = (Arc::clone(&shared), tls.clone());
                tokio::spawn(async move {
                    if matches!(script[..], [Act::HangUp, ..]) {
                        return;
                    }
                    let Some(tls) = tls else { return play(stream, &script, &seen).await };
                    let Ok(stream) = tls.accept(stream).await else { return };
                    let (_, session) = stream.get_ref();
                    let name = session.server_name().map(str::to_owned);
                    let kind = session.handshake_kind().unwrap();
                    seen.lock().unwrap().handshakes.push((kind, name));
                    play(stream, &script, &seen).await;
                });
            }
        });
        Self { address, seen }
    }

    /// Its address for clients that do not use TLS.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    /// How many connections and how many requests.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let seen = self.seen();
        (seen.connections, seen.requests.len())
    }

    /// Waits until it has seen this, however slow the machine is.
    pub(crate) async fn until(&self, has: impl Fn(&Seen) -> bool) {
        for _ in 0..3000 {
            if has(&self.seen()) {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("the server never saw it");
    }
}

async fn play<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    script: &[Act],
    seen: &Mutex<Seen>,
) {
    for act in script {
        let done = match *act {
            Act::HangUp => return,
            Act::Read => match read_request(&mut stream).await {
                Some(request) => {
                    seen.lock().unwrap().requests.push(request);
                    Ok(())
                }
                None => return,
            },
            Act::Write(bytes) => stream.write_all(bytes).await,
            Act::Flood(bytes) => loop {
                if stream.write_all(bytes).await.is_err() {
                    return;
                }
            },
            Act::Drip(bytes, pause) => loop {
                if stream.write_all(bytes).await.and(stream.flush().await).is_err() {
                    return;
                }
                sleep(pause).await;
            },
            Act::Wait => {
                let end = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
                seen.lock().unwrap().closed.push(end.is_ok());
                return;
            }
        };
        if done.is_err() || stream.flush().await.is_err() {
            return;
        }
    }
    _ = stream.shutdown().await;
}

async fn read_request<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(bytes.clone()).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    bytes.extend(body);
    Some(String::from_utf8(bytes).unwrap())
}

/// A certificate, and the authority that a client must trust for it.
pub(crate) struct Identity {
    pub(crate) authority_pem: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    /// Good for these names.
    pub(crate) fn of(names: &[&str]) -> Self {
        Self::new(names, rustls::ALL_VERSIONS, |_| {})
    }

    /// With something of the test's own.
    pub(crate) fn new(
        names: &[&str],
        versions: &[&'static SupportedProtocolVersion],
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap());
        let authority = authority.unwrap();

        let names: Vec<String> = names.iter().copied().map(str::to_owned).collect();
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();

        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        Self { authority_pem: authority.pem(), config: Arc::new(config) }
    }
}
