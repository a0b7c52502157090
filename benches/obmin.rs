//! `sign/obmin/<bytes of secret>`: `hex(sha256(seven values and the secret, joined with colons))`.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use obmin_exchanger::sign::{IpnFields, sign_ipn};
use sha2::{Digest as _, Sha256};

/// A secret of 32 random bytes in hexadecimal, and the longest that the exchanger takes.
const SIZES: [usize; 2] = [64, 200];

/// A notification as it typically comes.
const IPN: IpnFields<'_> = IpnFields {
    order_id: "5d8e6002b80b7b4cd75a6424",
    new_status: "inProgress",
    in_amount: "2",
    out_amount: "317.42",
    xml_from: "ETH",
    xml_to: "WMZ",
    timestamp: "1571328406072",
};

pub(crate) fn sign(criterion: &mut Criterion) {
    for size in SIZES {
        let secret = "5".repeat(size);
        assert_eq!(sign_ipn(secret.as_bytes(), &IPN).as_str(), naive(&secret, &IPN));

        let length = message(&secret, &IPN).len();
        let mut group = criterion.benchmark_group(format!("sign/obmin/{size}"));
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(BenchmarkId::from_parameter("ours"), |bencher| {
            bencher.iter(|| sign_ipn(black_box(secret.as_bytes()), black_box(&IPN)));
        });
        group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
            bencher.iter(|| naive(black_box(&secret), black_box(&IPN)));
        });
        group.bench_function(BenchmarkId::from_parameter("floor"), |bencher| {
            bencher.iter(|| floor(black_box(length)));
        });
        group.finish();
    }
}

/// As most integrations write it: a `String` for the message and one for the text.
fn naive(secret: &str, ipn: &IpnFields<'_>) -> String {
    let digest = Sha256::digest(message(secret, ipn).as_bytes());
    digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a `String` takes what is written");
        text
    })
}

fn message(secret: &str, ipn: &IpnFields<'_>) -> String {
    let IpnFields { order_id, new_status, in_amount, out_amount, xml_from, xml_to, timestamp } =
        ipn;
    format!(
        "{order_id}:{new_status}:{in_amount}:{out_amount}:{xml_from}:{xml_to}:{timestamp}:{secret}"
    )
}

/// The bare compressions that a message of this length needs: no padding, no encoding, no copies.
fn floor(length: usize) -> [u32; 8] {
    let mut state = [0_u32; 8];
    let blocks = (length + 9).div_ceil(64);
    sha2::block_api::compress256(&mut state, &[[0x5a; 64]; 8][..blocks]);
    state
}
