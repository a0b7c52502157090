//! Sign and verify never touch the heap, whatever the size of the body.

use allocation_counter::measure;
use pay_sign::{Md5, Sha1, Sha3_512, Sha256};

#[test]
fn sign_and_verify_allocate_nothing() {
    for size in [0, 64, 256, 4 * 1024, 64 * 1024] {
        let body = vec![b'x'; size];
        let key = b"k4ssa-S3cret";

        let counted = measure(|| {
            let inner = Sha1::of(&[&body]).base64();
            let nested = Md5::of(&[key, inner.as_bytes(), key]).base64();
            assert!(nested.verify(nested).is_ok() && nested.verify("forged").is_err());

            let wrapped = Sha1::of(&[key, &body, key]).base64();
            assert!(wrapped.verify(wrapped).is_ok());

            let chained = Sha256::of(&[Sha256::of(&[&body]).hex().as_bytes(), key]).hex();
            assert!(chained.verify(chained).is_ok());

            let long = Sha3_512::of(&[&body, key]).hex();
            assert!(long.verify(long).is_ok());
        });

        assert_eq!(counted.count_total, 0, "{size} bytes of body");
    }
}

#[test]
fn the_counter_does_count() {
    assert_eq!(measure(|| drop(vec![0_u8; 64])).count_total, 1);
}
