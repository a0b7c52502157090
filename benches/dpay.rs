//! `sign/dpay/<bytes>`: `base64(md5(salt + base64(sha1(body)) + salt))`.

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use criterion::{BenchmarkId, Criterion, Throughput};
use md5::{Digest as _, Md5};
use sha1::Sha1;

const SALT: &str = "k4ssa-S3cret-k4ssa-S3cret-k4ssa!";
const SIZES: [usize; 5] = [64, 256, 1024, 4096, 65536];

pub(crate) fn sign(criterion: &mut Criterion) {
    for size in SIZES {
        let body = vec![b'x'; size];
        assert_eq!(dpay_obmenka::sign::sign(SALT.as_bytes(), &body).as_str(), naive(SALT, &body));

        let mut group = criterion.benchmark_group(format!("sign/dpay/{size}"));
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function(BenchmarkId::from_parameter("ours"), |bencher| {
            bencher.iter(|| dpay_obmenka::sign::sign(black_box(SALT.as_bytes()), black_box(&body)));
        });
        group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
            bencher.iter(|| naive(black_box(SALT), black_box(&body)));
        });
        group.bench_function(BenchmarkId::from_parameter("floor"), |bencher| {
            bencher.iter(|| floor(black_box(&body)));
        });
        group.finish();
    }
}

/// As most integrations write it: a `String` and a `Vec` for every step.
fn naive(salt: &str, body: &[u8]) -> String {
    let sha1: Vec<u8> = Sha1::digest(body).to_vec();
    let inner = STANDARD.encode(&sha1);
    let wrapped = format!("{salt}{inner}{salt}");
    let md5: Vec<u8> = Md5::digest(wrapped.as_bytes()).to_vec();
    STANDARD.encode(&md5)
}

/// The bare compressions that the message needs: no padding, no encoding, no copies.
fn floor(body: &[u8]) -> ([u32; 5], [u32; 4]) {
    let mut sha1 = [0_u32; 5];
    let mut md5 = [0_u32; 4];
    compress(body, blocks(body.len()), |blocks| sha1::block_api::compress(&mut sha1, blocks));
    let wrapped = [b'x'; 2 * SALT.len() + 28];
    compress(&wrapped, blocks(wrapped.len()), |blocks| md5::block_api::compress(&mut md5, blocks));
    (sha1, md5)
}

/// How many blocks a message has with its padding: one byte and a length of eight.
const fn blocks(length: usize) -> usize {
    (length + 9).div_ceil(64)
}

/// Feeds the whole blocks of `message`, then as many more as the padding takes.
fn compress(message: &[u8], blocks: usize, mut feed: impl FnMut(&[[u8; 64]])) {
    let (whole, _) = message.as_chunks::<64>();
    feed(whole);
    feed(&[[0x5a; 64]; 2][..blocks - whole.len()]);
}
