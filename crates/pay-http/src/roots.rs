//! Whose signature makes a gateway's certificate good.

use std::fmt;

use pay_wire::Result;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use snafu::{ResultExt as _, ensure};

use crate::error::{BadRootSnafu, Fault, NoCertificateSnafu, PemSnafu};

/// The authorities whose certificates are trusted.
///
/// There is no way to trust a gateway without a certificate.
#[derive(Clone)]
pub struct Roots(RootCertStore);

impl Roots {
    /// Mozilla's list, as it was when this crate's dependencies were resolved: the same on every
    /// machine, in an empty container too. This is the default.
    pub fn bundled() -> Self {
        Self(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect())
    }

    /// What this machine trusts, read from where its system keeps it: for networks with an
    /// inspecting proxy.
    ///
    /// Certificates that cannot be read are left out, as other programs on the machine do.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](pay_wire::ErrorKind::Input) when there is none.
    #[cfg(feature = "system-roots")]
    #[cfg_attr(docsrs, doc(cfg(feature = "system-roots")))]
    pub fn system() -> Result<Self> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        let (added, _) = roots.add_parsable_certificates(found.certs);
        ensure!(added > 0, crate::error::NoSystemRootsSnafu);
        Ok(Self(roots))
    }

    /// Nobody yet: for the certificate of a sandbox alone.
    pub fn none() -> Self {
        Self(RootCertStore::empty())
    }

    /// These as well: one certificate or several, as PEM text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](pay_wire::ErrorKind::Input) when there is no certificate in it, or one
    /// that is damaged.
    pub fn and_pem(self, pem: &[u8]) -> Result<Self> {
        Ok(self.add(pem)?)
    }

    fn add(mut self, pem: &[u8]) -> Result<Self, Fault> {
        let before = self.0.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            self.0.add(certificate.context(PemSnafu)?).context(BadRootSnafu)?;
        }
        ensure!(self.0.len() > before, NoCertificateSnafu);
        Ok(self)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_store(self) -> RootCertStore {
        self.0
    }
}

impl Default for Roots {
    fn default() -> Self {
        Self::bundled()
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roots({} certificates)", self.0.len())
    }
}
