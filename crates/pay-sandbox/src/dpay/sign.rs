//! `base64(md5(salt + base64(sha1(data)) + salt))`, both digests as raw bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use sha1::Sha1;

pub(super) fn signature(salt: &str, data: &[u8]) -> String {
    let inner = STANDARD.encode(Sha1::digest(data));
    STANDARD.encode(Md5::digest(format!("{salt}{inner}{salt}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_vectors_agree() {
        let salt = "k4ssa-S3cret";
        for (data, expected) in [
            ("", "+rbTbMALNzXX/WtRy7ygiw=="),
            ("{}", "CCwbpZuH/gWmpk2CeJ99qw=="),
            (r#"{"tracking":"1234"}"#, "4IE/xJ9SseUwDGN78OdZzg=="),
            (r#"{"description":"Оплата рахунку №42 — дякуємо!"}"#, "vaza7kG1wt5eDaQoDMR29w=="),
            ("1042order-7250UAHПоповнення балансу", "OumHjwaR8Uk+iZjXBQB45A=="),
        ] {
            assert_eq!(signature(salt, data.as_bytes()), expected, "{data}");
        }
        assert_eq!(signature("секрет-каси-№7", b"{}"), "WDG11merOiqITsFYO54jIQ==");
        assert_eq!(signature(&"DPAY".repeat(64), b"{}"), "Q/bOmx1PUApp9Cf/w7PnHg==");
    }
}
