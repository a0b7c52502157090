//! `base64(sha1(secret + body + secret))`, the digest as raw bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

pub(super) fn signature(secret: &str, body: &[u8]) -> String {
    STANDARD.encode(Sha1::digest([secret.as_bytes(), body, secret.as_bytes()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_vectors_agree() {
        let test = "sk_test_dossier-vector-key-01";
        for (secret, body, expected) in [
            ("secret", "{}", "2JnEdrDo5Gb2mPUpzkHZejWbYFw="),
            ("secret", "{}\n", "GGEoFkrr+LaFKqQmcbrNYBIyyCs="),
            (test, "", "Dbb9BNqW+LG1XQJKZl0B/7B1VwM="),
            (test, "{\"n\":15}", "EKG3AD/l7QMjBcODalXK+O3bIMI="),
            (test, "{\r\n  \"data\": null\r\n}", "rYjPmwsp8GRB1vJFAE6ZyslXjec="),
            (test, "\u{feff}{\"data\":null}", "gfyLq4nq5GNXFDnY8XRjkZ8AuCw="),
        ] {
            assert_eq!(signature(secret, body.as_bytes()), expected, "{body}");
        }
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(signature(test, &bytes), "y06mlGjBr2XGb+mm+WiFLPUURZw=");
    }
}
