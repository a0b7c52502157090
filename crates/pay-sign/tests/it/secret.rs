//! A secret leaves nothing behind, neither in print nor in memory.

use pay_sign::Secret;

#[test]
fn storage_is_wiped_on_drop() {
    let mut storage = *b"k4ssa-S3cret";
    drop(Secret::new(&mut storage[..]));
    assert_eq!(storage, [0; 12]);
}

#[test]
fn nothing_of_it_is_printed() {
    let secret = Secret::new(*b"k4ssa-S3cret");
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(..) Secret(..)");
}

#[test]
fn any_length_is_a_secret_and_the_empty_one_is_told() {
    assert!(Secret::new([0; 0]).is_empty());
    assert_eq!(Secret::new(*b" untrimmed ").expose(), b" untrimmed ");
}
