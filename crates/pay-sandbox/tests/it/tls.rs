//! The sandbox over TLS, trusted through its authority and nothing else.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use pay_sandbox::Sandbox;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::merchant::{Merchant, signature, wait};
use crate::wire::converse;

/// A stream that pretends to end after so many bytes.
pub(crate) struct Limited<S> {
    stream: S,
    left: usize,
}

impl<S> Limited<S> {
    pub(crate) fn new(stream: S, left: usize) -> Self {
        Self { stream, left }
    }
}

impl<S: Read> Read for Limited<S> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let length = self.stream.read(bytes)?;
        self.left = self.left.saturating_sub(length);
        Ok(length)
    }
}

impl<S: Write> Write for Limited<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

fn client(trusted: &Sandbox) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let authority = trusted.authority();
    roots.add(CertificateDer::from(authority.der().to_vec())).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

fn balance(sandbox: &Sandbox, config: &Arc<ClientConfig>, name: &str) -> io::Result<String> {
    let dpay = sandbox.dpay();
    let merchant = Merchant { addr: dpay.addr(), client: dpay.client(), salt: dpay.salt() };
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connection = ClientConnection::new(Arc::clone(config), name).unwrap();
    let stream = StreamOwned::new(connection, TcpStream::connect(merchant.addr)?);
    let answer = converse(stream, &merchant.bytes("payment/balance", "{}"))?;
    Ok(String::from_utf8(answer).unwrap())
}

#[test]
fn the_certificate_bears_the_names_it_should() {
    let sandbox =
        wait(Sandbox::builder().server_name("pay.example").server_name("*.wild.example").start());
    let config = client(&sandbox);
    assert!(sandbox.dpay().base_url().starts_with("https://127.0.0.1:"));
    for name in [
        "127.0.0.1",
        "::1",
        "localhost",
        "acquiring_api.obmenka.ua",
        "acquiring.obmenka.ua",
        "com.paycore.io",
        "obmin.me",
        "www.obmin.me",
        "api-googlepay.ipay.ua",
        "pay.example",
        "a.wild.example",
    ] {
        let answer = balance(&sandbox, &config, name).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{name}: {answer}");
    }
    for name in ["obmenka.ua", "ipay.ua", "api.dpay.africa", "127.0.0.2"] {
        assert!(balance(&sandbox, &config, name).is_err(), "{name}");
    }
}

#[test]
fn only_its_own_authority_vouches_for_it() {
    let sandbox = wait(Sandbox::start());
    let other = wait(Sandbox::start());
    assert!(balance(&sandbox, &client(&other), "localhost").is_err());
    let pem = sandbox.authority().pem().to_owned();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"), "{pem}");
}

#[test]
fn sessions_are_resumed() {
    let sandbox = wait(Sandbox::start());
    let config = client(&sandbox);
    for _ in 0..3 {
        balance(&sandbox, &config, "localhost").unwrap();
    }
    assert_eq!((sandbox.dpay().connections(), sandbox.dpay().resumed()), (3, 2));
}

#[test]
fn every_answer_is_signed_under_tls_too() {
    let sandbox = wait(Sandbox::start());
    let answer = balance(&sandbox, &client(&sandbox), "localhost").unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let expected = format!("dpay_secure: {}", signature("k4ssa-S3cret", body.as_bytes()));
    assert!(head.contains(&expected), "{head}");
}

#[test]
fn a_name_that_is_none_is_told() {
    let error = wait(Sandbox::builder().server_name("їжак").try_start()).unwrap_err();
    assert!(error.to_string().contains("їжак"), "{error}");
}

#[test]
fn a_dropped_sandbox_leaves_no_open_door() {
    let sandbox = wait(Sandbox::start());
    let control: SocketAddr =
        sandbox.control_url().strip_prefix("http://").unwrap().parse().unwrap();
    let addr = sandbox.dpay().addr();
    assert!(TcpStream::connect(addr).is_ok() && TcpStream::connect(control).is_ok());
    drop(sandbox);
    assert!(TcpStream::connect(addr).is_err() && TcpStream::connect(control).is_err());
}
