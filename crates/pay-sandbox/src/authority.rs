//! A certificate authority of one's own, made at the start and forgotten at the end.

use std::fmt;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The certificate that a client has to trust to talk to the sandbox.
#[derive(Clone)]
pub struct Authority {
    pem: String,
    der: Vec<u8>,
}

impl Authority {
    /// As text, for files and for clients of other languages.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// As bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

/// The authority, and a server that it vouches for under these names.
pub(crate) fn establish(names: &[String]) -> Result<(Authority, ServerConfig), String> {
    let (root, issuer) = root().map_err(|error| error.to_string())?;
    let (chain, key) = leaf(names, &issuer)
        .map_err(|error| format!("no certificate for {}: {error}", names.join(", ")))?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| error.to_string())?;
    server.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((root, server))
}

fn root() -> Result<(Authority, Issuer<'static, KeyPair>), rcgen::Error> {
    let mut params = params("pay-sandbox authority", Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let authority = Authority { pem: certificate.pem(), der: certificate.der().to_vec() };
    Ok((authority, Issuer::new(params, key)))
}

fn leaf(
    names: &[String],
    issuer: &Issuer<'_, KeyPair>,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), rcgen::Error> {
    let mut params = params("pay-sandbox", names.to_vec())?;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, issuer)?;
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok((vec![certificate.der().clone()], key))
}

/// Valid from yesterday for three months: long enough for a program that is left running, short
/// enough for those who refuse certificates that live too long.
fn params(name: &str, names: Vec<String>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, name);
    let day = |offset: i64| {
        let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let date = now.saturating_add(jiff::Span::new().days(offset));
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        rcgen::date_time_ymd(i32::from(date.year()), month, day)
    };
    (params.not_before, params.not_after) = (day(-1), day(90));
    Ok(params)
}
