//! The payer's browser, as far as these stories need one.

use std::time::Duration;

use bytes::Bytes;
use hryvnia::http::{Client, Roots};
use hryvnia::{
    Address, Defaults, Endpoint, Error, ErrorKind, Gateway, Result, Safety, Stamp, WireRequest,
    WireResponse,
};
use http::Request;
use http::header::CONTENT_TYPE;
use pay_sandbox::Sandbox;

/// Opens addresses of the sandbox and sends forms there; it follows no redirect by itself.
pub(crate) struct Browser(Client<Web>);

impl Browser {
    pub(crate) fn new(sandbox: &Sandbox) -> Result<Self> {
        let roots = Roots::none().and_pem(sandbox.authority().pem().as_bytes())?;
        Ok(Self(Client::builder(Web).roots(roots).build()?))
    }

    /// GET.
    pub(crate) async fn open(&self, url: &str) -> Result<WireResponse> {
        self.0.send(&Visit { url, form: None }).await
    }

    /// POST of a form, encoded already.
    pub(crate) async fn post(&self, url: &str, form: &str) -> Result<WireResponse> {
        self.0.send(&Visit { url, form: Some(form) }).await
    }
}

/// All addresses are whole, so this stands nowhere.
struct Web;

impl Gateway for Web {
    const NAME: &'static str = "web";
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(5), Duration::from_secs(5), Duration::from_secs(10));

    fn at(self, _: Address) -> Self {
        self
    }
}

struct Visit<'a> {
    url: &'a str,
    form: Option<&'a str>,
}

impl Endpoint for Visit<'_> {
    type Gateway = Web;
    type Response = WireResponse;

    const NAME: &'static str = "page";
    const SAFETY: Safety = Safety::Once;

    fn encode(&self, _: &Web, _: &Stamp) -> Result<WireRequest> {
        let request = match self.form {
            None => Request::get(self.url).body(Bytes::new()),
            Some(form) => Request::post(self.url)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Bytes::copy_from_slice(form.as_bytes())),
        };
        let request = request.map_err(|error| Error::before(ErrorKind::Input, error))?;
        Ok(request.into())
    }

    fn decode(&self, _: &Web, answer: &WireResponse) -> Result<WireResponse> {
        Ok(answer.clone())
    }
}
