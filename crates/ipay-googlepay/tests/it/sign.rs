//! The recipe: every vector, every known mistake, no heap; and the sign of the last second.

use std::process::Command;

use allocation_counter::measure;
use ipay_googlepay::sign::{KyivTime, sign, verify};
use ipay_googlepay::{CalculateFee, Endpoint as _, IPay, Kopecks, Stamp};
use serde::Deserialize;

use crate::common::{KEY, SIGN};

#[derive(Deserialize)]
struct File {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    cases: Vec<Case>,
}

/// A signature vector; computed with two other implementations.
#[derive(Deserialize)]
struct Case {
    name: String,
    secret: String,
    unix: i64,
    kyiv_time: String,
    signature: String,
}

fn cases() -> Vec<Case> {
    let file: File = serde_json::from_str(include_str!("../vectors/ipay-googlepay.json")).unwrap();
    file.groups.into_iter().flat_map(|group| group.cases).collect()
}

/// Time and sign of the request that this account writes at this moment.
fn signed(gateway: &IPay, unix_ms: u64) -> (String, String) {
    let request = CalculateFee::new(Kopecks::new(100)).unwrap();
    let wire = request.encode(gateway, &Stamp::new(unix_ms, [7; 32])).unwrap();
    let document: serde_json::Value = serde_json::from_slice(wire.body()).unwrap();
    let text = |name| document["request"]["auth"][name].as_str().unwrap().to_owned();
    (text("time"), text("sign"))
}

#[test]
fn every_vector_agrees_from_moment_to_time_to_sign() {
    let cases = cases();
    assert_eq!(cases.len(), 18);
    for case in &cases {
        let time = KyivTime::at(case.unix).unwrap();
        assert_eq!(time.as_str(), case.kyiv_time, "{}", case.name);
        assert_eq!(sign(case.secret.as_bytes(), time.as_ref()).as_str(), case.signature);
        assert!(verify(case.secret.as_bytes(), time.as_ref(), &case.signature).is_ok());

        // an account refuses an empty key, the recipe takes any
        let Ok(gateway) = IPay::new("test", case.secret.as_str()) else {
            assert!(case.secret.is_empty(), "{}", case.name);
            continue;
        };
        let unix_ms = u64::try_from(case.unix).unwrap() * 1000;
        for within_the_second in [0, 1, 999] {
            let (time, sign) = signed(&gateway, unix_ms + within_the_second);
            assert_eq!((time, sign), (case.kyiv_time.clone(), case.signature.clone()));
        }
    }
}

#[test]
fn every_known_mistake_is_refused() {
    let (key, time) = (KEY.as_bytes(), b"2024-01-15 12:20:30");
    assert!(verify(key, time, SIGN).is_ok());
    let hash = |parts: &[&[u8]]| pay_sign::Sha3_512::of(parts).hex().as_str().to_owned();
    for (mistake, given) in [
        ("empty", String::new()),
        ("capitals", SIGN.to_uppercase()),
        ("cut", SIGN[..127].to_owned()),
        ("longer", format!("{SIGN}0")),
        ("key first", hash(&[key, time])),
        ("a separator", hash(&[time, b" ", key])),
        ("a line break", hash(&[time, key, b"\n"])),
        ("UTC", hash(&[b"2024-01-15 10:20:30", key])),
        ("a T", hash(&[b"2024-01-15T12:20:30", key])),
        ("SHA-256", pay_sign::Sha256::of(&[time, key]).hex().as_str().to_owned()),
    ] {
        assert!(verify(key, time, &given).is_err(), "{mistake}");
    }
    let last = if SIGN.ends_with('0') { '1' } else { '0' };
    assert!(verify(key, time, format!("{}{last}", &SIGN[..127])).is_err());
}

#[test]
fn neither_way_allocates() {
    for size in [0, 16, 32, 64, 256, 4096] {
        let key = vec![b'k'; size];
        let time = KyivTime::at(1_705_314_030).unwrap();
        let counted = measure(|| {
            let signature = sign(&key, time.as_ref());
            assert!(verify(&key, time.as_ref(), signature).is_ok());
            assert!(verify(&key, time.as_ref(), "forged").is_err());
        });
        assert_eq!(counted.count_total, 0, "{size} bytes of key");
    }
}

#[test]
fn a_second_that_is_not_the_last_one_is_signed_anew() {
    let gateway = IPay::new("test", KEY).unwrap();
    let winter = 1_705_314_030_000;
    for unix_ms in [winter, winter + 999, winter + 1000, winter, winter + 86_400_000, winter] {
        let (time, signature) = signed(&gateway, unix_ms);
        assert!(verify(KEY.as_bytes(), time.as_bytes(), &signature).is_ok());
        let expected = KyivTime::at(i64::try_from(unix_ms / 1000).unwrap()).unwrap();
        assert_eq!(time, expected.as_str());
    }
    // one hour, twice in autumn: other seconds, the same text, the same sign
    let (first, second) = (1_729_989_000_000, 1_729_992_600_000);
    assert_eq!(signed(&gateway, first), signed(&gateway, second));
}

/// A zone without rules, two bytes of whose name and one of whose offset are all that matters:
/// version 2 of the format of RFC 9636, UTC+1.
fn zone_file() -> Vec<u8> {
    let mut header = b"TZif2".to_vec();
    header.extend([0; 15]);
    for count in [0_u32, 0, 0, 0, 1, 4] {
        header.extend(count.to_be_bytes());
    }
    let mut block = header.clone();
    block.extend(3600_i32.to_be_bytes());
    block.extend([0, 0]);
    block.extend(b"XXX\0");
    let mut file = block.clone();
    file.extend(block);
    file.extend(b"\nXXX-1\n");
    file
}

/// Runs a test of this program in another process, with another database of time zones.
fn with_zones(folder: &std::path::Path, test: &str) -> bool {
    let program = std::env::current_exe().unwrap();
    let mut program = Command::new(program);
    let run = program.args([test, "--exact", "--include-ignored"]).env("TZDIR", folder);
    let output = run.env("TZ", "America/New_York").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("running 1 test"), "{test}");
    output.status.success()
}

#[test]
fn a_machine_without_kyiv_uses_the_bundled_zone_and_one_with_it_its_own() {
    const VECTORS: &str = "sign::every_vector_agrees_from_moment_to_time_to_sign";
    let folder = std::env::temp_dir().join(format!("ipay-zones-{}", std::process::id()));

    for (missing, name) in [(true, "Asia/Tokyo"), (false, "Europe/Kyiv"), (false, "Europe/Kiev")] {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, zone_file()).unwrap();
        // with a zone of its own that is one hour ahead all the year, vectors cannot agree
        assert_eq!(with_zones(&folder, VECTORS), missing, "{name}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    assert!(with_zones(&folder, VECTORS), "an empty database");
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(with_zones(&folder, VECTORS), "no database");
}
