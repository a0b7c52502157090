//! The encoders, against the `base64` crate and the formatting of the standard library.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pay_sign::{Encoded, Md5, Sha1, Sha3_512, Sha256, Tag};
use proptest::prelude::*;

fn naive_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn text<const N: usize>(encoded: Encoded<N>) -> String {
    encoded.as_str().to_owned()
}

proptest! {
    #[test]
    fn encodings_are_those_of_other_implementations(input: Vec<u8>) {
        let (md5, sha1) = (Md5::of(&[&input]), Sha1::of(&[&input]));
        let (sha256, sha3) = (Sha256::of(&[&input]), Sha3_512::of(&[&input]));

        prop_assert_eq!(text(md5.base64()), STANDARD.encode(md5.as_bytes()));
        prop_assert_eq!(text(sha1.base64()), STANDARD.encode(sha1.as_bytes()));
        prop_assert_eq!(text(sha256.base64()), STANDARD.encode(sha256.as_bytes()));
        prop_assert_eq!(text(sha3.base64()), STANDARD.encode(sha3.as_bytes()));

        prop_assert_eq!(text(md5.hex()), naive_hex(md5.as_bytes()));
        prop_assert_eq!(text(sha1.hex()), naive_hex(sha1.as_bytes()));
        prop_assert_eq!(text(sha256.hex()), naive_hex(sha256.as_bytes()));
        prop_assert_eq!(text(sha3.hex()), naive_hex(sha3.as_bytes()));
    }
}

#[test]
fn a_tag_and_its_text_print_their_size_alone() {
    let tag: Tag<16> = Md5::of(&[b"abc"]);
    assert_eq!(
        format!("{tag:?} {:?} {:?}", tag.base64(), tag.hex()),
        "Tag<16> Encoded<24> Encoded<32>"
    );
}
