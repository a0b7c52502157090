//! `sign/ipay/<bytes of key>`: `hex(sha3_512(time + key))`.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use ipay_googlepay::{Endpoint as _, GetPayment, IPay, Stamp};
use keccak::Keccak;
use sha3::{Digest as _, Sha3_512};

const TIME: &str = "2024-07-15 13:20:30";
const SIZES: [usize; 4] = [16, 32, 64, 256];

/// Bytes that one permutation of SHA3-512 takes in.
const RATE: usize = 72;

pub(crate) fn sign(criterion: &mut Criterion) {
    for size in SIZES {
        let key = "k".repeat(size);
        let ours = ipay_googlepay::sign::sign(key.as_bytes(), TIME.as_bytes());
        assert_eq!(ours.as_str(), naive(&key, TIME));

        let mut group = criterion.benchmark_group(format!("sign/ipay/{size}"));
        group.throughput(Throughput::Bytes((TIME.len() + size) as u64));
        group.bench_function(BenchmarkId::from_parameter("ours"), |bencher| {
            bencher.iter(|| {
                ipay_googlepay::sign::sign(black_box(key.as_bytes()), black_box(TIME.as_bytes()))
            });
        });
        group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
            bencher.iter(|| naive(black_box(&key), black_box(TIME)));
        });
        group.bench_function(BenchmarkId::from_parameter("floor"), |bencher| {
            bencher.iter(|| floor(black_box(TIME.len() + size)));
        });
        group.finish();
    }
}

/// `sign/ipay-request/<same second or new second>`: a whole request. Its sign is made once a second.
pub(crate) fn request(criterion: &mut Criterion) {
    let account =
        IPay::new("test", "3f8c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c").expect("an account");
    let request = GetPayment::of("order-7");
    let mut group = criterion.benchmark_group("sign/ipay-request");
    for (name, step) in [("same second", 0), ("new second", 1000)] {
        let mut unix_ms = 1_721_038_830_000;
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                unix_ms += step;
                black_box(&request).encode(&account, &Stamp::new(unix_ms, [7; 32]))
            });
        });
    }
    group.finish();
}

/// As most integrations write it: a `String` for the message and one for the text.
fn naive(key: &str, time: &str) -> String {
    let message = format!("{time}{key}");
    Sha3_512::digest(message.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a `String` takes what is written");
        text
    })
}

/// The bare permutations that a message of this length needs; its padding takes at least a byte.
fn floor(length: usize) -> [u64; 25] {
    let mut state = [0_u64; 25];
    for _ in 0..=length / RATE {
        Keccak::new().with_f1600(|permute| permute(&mut state));
    }
    state
}
