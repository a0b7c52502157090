//! What is checked before anybody asks who calls, and the framings that pass.

use crate::merchant::{frozen, signature};
use crate::wire::exchange;

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn an_unknown_path_comes_before_everything() {
    let (_sandbox, merchant) = frozen();
    let huge = "x".repeat(1_048_577);
    for (method, target) in [
        ("GET", "/"),
        ("PUT", "/api/nothing"),
        ("POST", "/api/einvoce/process"),
        ("POST", "/api/payment/balance/"),
        ("POST", "/api/payment/Balance"),
        ("POST", "/i/0000-0000"),
        ("DELETE", "/i/0000-0000"),
        ("GET", "/acs/"),
    ] {
        let answer = merchant.raw(method, target, &[], &huge);
        assert_eq!(answer.status, 404, "{method} {target}");
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
        assert_eq!(answer.header("dpay_secure"), None);
    }
}

#[test]
fn another_method_comes_before_the_body() {
    let (_sandbox, merchant) = frozen();
    let huge = "x".repeat(1_048_577);
    for (method, target) in [
        ("GET", "/api/payment/balance"),
        ("PUT", "/api/einvoice/create"),
        ("HEAD", "/api/h2h/start"),
        ("post", "/api/payment/process"),
        ("PUT", "/acs"),
        ("HEAD", "/acs"),
    ] {
        let answer = merchant.raw(method, target, &[], &huge);
        assert_eq!(merchant.seen(&answer), (405, false, String::new()), "{method} {target}");
    }
}

#[test]
fn a_body_above_one_mebibyte_comes_before_the_headers() {
    let (_sandbox, merchant) = frozen();
    let huge = "x".repeat(1_048_577);
    let answer = merchant.raw("POST", "/api/payment/balance", &[], &huge);
    assert_eq!(merchant.seen(&answer), (413, false, String::new()));

    let answer = merchant.raw("POST", "/api/payment/balance", &[], &huge[1..]);
    assert!(answer.body.contains("9001"), "{}", answer.body);

    let mut chunked = b"POST /acs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Transfer-Encoding: chunked\r\n\r\n"
        .to_vec();
    for _ in 0..17 {
        chunked.extend_from_slice(b"10000\r\n");
        chunked.extend_from_slice(&huge.as_bytes()[..65536]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    let answer = exchange(merchant.addr, &chunked).unwrap();
    assert_eq!(merchant.seen(&answer), (413, false, String::new()));
}

#[test]
fn header_names_come_in_any_case_and_bodies_in_any_framing() {
    let (_sandbox, merchant) = frozen();
    let secure = signature(&merchant.salt, b"{}");
    for names in [["dpay_client", "dpay_secure"], ["Dpay_Client", "DPAY_secure"]] {
        let headers = [JSON, (names[0], "1042"), (names[1], &*secure), ("Expect", "100-continue")];
        let answer = merchant.raw("POST", "/api/payment/balance?x=1", &headers, "{}");
        // The interim answer comes first; what follows is in its body.
        assert_eq!(answer.status, 100);
        assert!(answer.body.starts_with("HTTP/1.1 200 OK"), "{}", answer.body);
    }
    let chunked = format!(
        "POST /api/payment/balance HTTP/1.1\r\nHost: a\r\nConnection: close\r\nDPAY_CLIENT: 1042\r\n\
         DPAY_SECURE:{secure}\r\nContent-Type:application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
         1\r\n{{\r\n1\r\n}}\r\n0\r\n\r\n"
    );
    let answer = exchange(merchant.addr, chunked.as_bytes()).unwrap();
    assert_eq!(answer.body, r#"{"balance":100000.00,"currency":"UAH"}"#);
}
