//! Every way in which a signature can be almost right.

use pay_sign::{Md5, Mismatch, verify};
use proptest::prelude::*;

#[test]
fn only_the_very_same_text_is_accepted() {
    let signature = Md5::of(&[b"abc"]).base64();
    assert_eq!(signature.as_str(), "kAFQmDzST7DWlj99KOF/cg==");
    assert_eq!(signature.verify("kAFQmDzST7DWlj99KOF/cg=="), Ok(()));

    for given in [
        "",
        "k",
        "kAFQmDzST7DWlj99KOF/cg",
        "kAFQmDzST7DWlj99KOF/cg=",
        "kAFQmDzST7DWlj99KOF/cg== ",
        "kafqmdzst7dwlj99kof/cg==",
        "kAFQmDzST7DWlj99KOF_cg==",
        "kAFQmDzST7DWlj99KOF/ch==",
        "900150983cd24fb0d6963f7d28e17f72",
    ] {
        assert_eq!(signature.verify(given), Err(Mismatch), "{given:?}");
    }
}

proptest! {
    #[test]
    fn agrees_with_equality(a: Vec<u8>, b: Vec<u8>) {
        prop_assert_eq!(verify(&a, &b).is_ok(), a == b);
        prop_assert_eq!(verify(&a, &a), Ok(()));
    }

    #[test]
    fn one_bit_anywhere_is_a_mismatch(text in prop::collection::vec(any::<u8>(), 1..140), at: prop::sample::Index, bit in 0..8_u8) {
        let mut given = text.clone();
        given[at.index(text.len())] ^= 1_u8 << bit;
        prop_assert_eq!(verify(&text, &given), Err(Mismatch));
    }
}

#[test]
fn every_bit_of_every_length_counts() {
    for length in 1..=72 {
        let text = vec![0x5a; length];
        for (at, bit) in (0..length).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut given = text.clone();
            given[at] ^= 1_u8 << bit;
            assert_eq!(verify(&text, &given), Err(Mismatch), "bit {bit} of byte {at} of {length}");
        }
    }
}
