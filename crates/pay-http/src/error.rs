//! What can go wrong on the way, and what each of it says about the request.

use std::io;
use std::time::Duration;

use pay_wire::{Error, ErrorKind};
use snafu::Snafu;

#[derive(Debug, Snafu)]
#[snafu(visibility(pub(crate)))]
pub(crate) enum Fault {
    // the settings
    #[snafu(display("the {what} must be longer than nothing and at most a day"))]
    Patience { what: &'static str },
    #[snafu(display(
        "roots, `resolve` and reuse would not reach your own transport; leave them out here"
    ))]
    Foreign,
    #[snafu(display("`resolve` takes a bare host name, without scheme, port or path"))]
    Host,
    #[snafu(display("no certificate is trusted; add one with `Roots::and_pem`"))]
    NoRoots,
    #[snafu(display("there is no certificate in this PEM text"))]
    NoCertificate,
    #[snafu(display("the PEM text is damaged"))]
    Pem { source: rustls::pki_types::pem::Error },
    #[snafu(display("a certificate in this PEM text cannot be trusted as an authority"))]
    BadRoot { source: rustls::Error },
    #[cfg(feature = "system-roots")]
    #[snafu(display(
        "this machine has no list of trusted certificates that can be read; use `Roots::bundled`"
    ))]
    NoSystemRoots,

    // before the request
    #[snafu(display("the system gives no random bytes"))]
    Random,
    #[snafu(display("earlier requests of this account took all the time"))]
    Queue,
    #[snafu(display("the request has no `https` address"))]
    Scheme,
    #[snafu(display("plain `http` is for this machine alone, and the host is another one"))]
    Plain,
    #[snafu(display("the host cannot stand in a certificate"))]
    Name { source: rustls::pki_types::InvalidDnsNameError },
    #[snafu(display("the gateway's host name cannot be resolved"))]
    Resolve { source: io::Error },
    #[snafu(display("the gateway's host name has no address"))]
    NoAddress,
    #[snafu(display("the gateway cannot be reached"))]
    Unreachable { source: io::Error },
    #[snafu(display(
        "the gateway's certificate is not trusted; someone may stand between, or a root is missing"
    ))]
    Certificate { source: io::Error },
    #[snafu(display("no secure connection could be agreed on"))]
    Handshake { source: io::Error },
    #[snafu(display("the secure connection broke before it was ready"))]
    Interrupted { source: io::Error },
    #[snafu(display("no connection was ready for use within {limit:?}"))]
    Connecting { limit: Duration },
    #[snafu(display("the deadline passed before a connection was ready for use"))]
    Late,
    #[snafu(display("the connection closed before the request was written"))]
    Unwritten { source: hyper::Error },

    // the request may have left
    #[snafu(display("the gateway was silent for {limit:?}"))]
    Silent { limit: Duration },
    #[snafu(display("the deadline passed before there was a whole answer"))]
    Deadline,
    #[snafu(display("the connection broke before there was a whole answer"))]
    Broken { source: hyper::Error },
    #[snafu(display("what came back is not HTTP that can be read"))]
    Unreadable { source: hyper::Error },
    #[snafu(display("the answer is longer than {limit} bytes"))]
    TooLong { limit: usize },
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        use ErrorKind::{Connect, Decode, Input, Timeout, Transport};

        match fault {
            Fault::Patience { .. }
            | Fault::Foreign
            | Fault::Host
            | Fault::NoRoots
            | Fault::NoCertificate
            | Fault::Pem { .. }
            | Fault::BadRoot { .. }
            | Fault::Scheme
            | Fault::Plain
            | Fault::Name { .. } => Self::before(Input, fault),
            #[cfg(feature = "system-roots")]
            Fault::NoSystemRoots => Self::before(Input, fault),

            Fault::Random | Fault::Certificate { .. } | Fault::Handshake { .. } => {
                Self::before(Connect, fault)
            }
            Fault::Resolve { .. }
            | Fault::NoAddress
            | Fault::Unreachable { .. }
            | Fault::Interrupted { .. }
            | Fault::Unwritten { .. } => Self::before(Connect, fault).transient(),
            Fault::Queue | Fault::Connecting { .. } | Fault::Late => {
                Self::before(Timeout, fault).transient()
            }

            Fault::Silent { .. } | Fault::Deadline => Self::after(Timeout, fault).transient(),
            Fault::Broken { .. } => Self::after(Transport, fault).transient(),
            Fault::Unreadable { .. } => Self::after(Transport, fault),
            Fault::TooLong { .. } => Self::after(Decode, fault),
        }
    }
}
