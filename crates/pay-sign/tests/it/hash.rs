//! Published check values (RFC 1321, FIPS 180-4, FIPS 202 examples) and the splitting of input.

use pay_sign::{Md5, Sha1, Sha3_512, Sha256};
use proptest::prelude::*;

#[test]
fn md5_has_the_values_of_rfc_1321() {
    assert_eq!(Md5::of(&[]).hex().as_str(), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(Md5::of(&[b"abc"]).hex().as_str(), "900150983cd24fb0d6963f7d28e17f72");
    let digits =
        b"12345678901234567890123456789012345678901234567890123456789012345678901234567890";
    assert_eq!(Md5::of(&[digits]).hex().as_str(), "57edf4a22be3c955ac49da2e2107b67a");
}

#[test]
fn sha1_has_the_values_of_fips_180() {
    assert_eq!(Sha1::of(&[]).hex().as_str(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_eq!(Sha1::of(&[b"abc"]).hex().as_str(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_eq!(Sha1::of(&[two_blocks]).hex().as_str(), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

#[test]
fn sha256_has_the_values_of_fips_180() {
    assert_eq!(
        Sha256::of(&[]).hex().as_str(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        Sha256::of(&[b"abc"]).hex().as_str(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn sha3_512_has_the_values_of_fips_202_and_is_not_keccak() {
    assert_eq!(
        Sha3_512::of(&[]).hex().as_str(),
        "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a6\
         15b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26"
    );
    assert_eq!(
        Sha3_512::of(&[b"abc"]).hex().as_str(),
        "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e\
         10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
    );
}

proptest! {
    #[test]
    fn parts_hash_as_if_joined(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..150), 0..6)) {
        let joined = parts.concat();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        prop_assert!(Md5::of(&parts).hex().verify(Md5::of(&[&joined]).hex()).is_ok());
        prop_assert!(Sha1::of(&parts).hex().verify(Sha1::of(&[&joined]).hex()).is_ok());
        prop_assert!(Sha256::of(&parts).hex().verify(Sha256::of(&[&joined]).hex()).is_ok());
        prop_assert!(Sha3_512::of(&parts).hex().verify(Sha3_512::of(&[&joined]).hex()).is_ok());
    }
}
