//! `sign/paycore/<bytes of body>`: `base64(sha1(secret + body + secret))`.

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::{BenchmarkId, Criterion, Throughput};
use sha1::{Digest as _, Sha1};

const SECRET: &str = "sk_test_bench-bench-bench-bench-bench-bench-bench-b";
const SIZES: [usize; 5] = [64, 256, 1024, 4096, 65536];

pub(crate) fn sign(criterion: &mut Criterion) {
    for size in SIZES {
        let body = vec![b'x'; size];
        let ours = paycore_commerce::sign::sign(SECRET.as_bytes(), &body);
        assert_eq!(ours.as_str(), naive(SECRET, &body));

        let mut group = criterion.benchmark_group(format!("sign/paycore/{size}"));
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function(BenchmarkId::from_parameter("ours"), |bencher| {
            bencher.iter(|| {
                paycore_commerce::sign::sign(black_box(SECRET.as_bytes()), black_box(&body))
            });
        });
        group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
            bencher.iter(|| naive(black_box(SECRET), black_box(&body)));
        });
        group.bench_function(BenchmarkId::from_parameter("floor"), |bencher| {
            bencher.iter(|| floor(black_box(&body)));
        });
        group.finish();
    }
}

/// As most integrations write it: a `Vec` for the message, another for the digest, a `String`.
fn naive(secret: &str, body: &[u8]) -> String {
    let message = [secret.as_bytes(), body, secret.as_bytes()].concat();
    let digest: Vec<u8> = Sha1::digest(&message).to_vec();
    STANDARD.encode(&digest)
}

/// The bare compressions that the message needs: no padding, no encoding, no copies. Which bytes
/// are compressed makes no difference to the time.
fn floor(body: &[u8]) -> [u32; 5] {
    let mut state = [0_u32; 5];
    let (whole, _) = body.as_chunks::<64>();
    sha1::block_api::compress(&mut state, whole);
    let blocks = (body.len() + 2 * SECRET.len() + 9).div_ceil(64);
    sha1::block_api::compress(&mut state, &[[0x5a; 64]; 3][..blocks - whole.len()]);
    state
}
