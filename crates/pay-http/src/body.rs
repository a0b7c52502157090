//! An answer's body, up to its cap.

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use pay_wire::Error;

use crate::connection::{Patience, broken};
use crate::error::Fault;

/// How much is read of a body that says beforehand that it is too long: what an error keeps.
const BEGINNING: usize = 4 * 1024;

/// Reads the whole body. Whatever ends it early, what had come is in the error.
pub(crate) async fn read(mut body: Incoming, patience: &Patience) -> Result<Bytes, Error> {
    let cap = patience.limits.max_answer;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let enough = if announced > cap { cap.min(BEGINNING) } else { cap };

    let mut bytes = Vec::new();
    loop {
        let fault = match patience.wait(body.frame()).await {
            Ok(None) => return Ok(bytes.into()),
            Ok(Some(Ok(frame))) => {
                bytes.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
                if bytes.len() <= enough {
                    continue;
                }
                Fault::TooLong { limit: cap }
            }
            Ok(Some(Err(error))) => broken(error),
            Err(fault) => fault,
        };
        return Err(Error::from(fault).with_body(&bytes));
    }
}
