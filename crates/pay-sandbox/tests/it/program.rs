//! The program, as a script in another language starts it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::ipay::{GOOD_PAN, kyiv, open_token, sign};
use crate::merchant::Merchant;
use crate::wire::{exchange, request};

/// The program and its first line; it ends with the test.
struct Program(Child);

impl Program {
    fn start(arguments: &[&str]) -> (Self, Value) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pay-sandbox"))
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.as_mut().unwrap();
        // One byte at a time, so that nothing behind the line is lost.
        BufReader::with_capacity(1, stdout).read_line(&mut line).unwrap();
        (Self(child), serde_json::from_str(&line).unwrap())
    }

    /// Asks it to stop as the system does; what else it wrote, and if it ended well.
    fn stop(mut self, signal: &str) -> (String, bool) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let mut rest = String::new();
        self.0.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
        (rest, self.0.wait().unwrap().success())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn plain_http_prints_one_line_and_serves() {
    let (program, ready) = Program::start(&["--json", "--plain-http"]);
    let dpay = &ready["gateways"]["dpay"];
    let base_url = dpay["base_url"].as_str().unwrap();
    let addr: SocketAddr = base_url.strip_prefix("http://").unwrap().parse().unwrap();
    let control = ready["control"].as_str().unwrap();
    assert!(control.starts_with("http://127.0.0.1:"), "{control}");
    let expected = json!({
        "base_url": base_url, "form_url": format!("{base_url}/acs"),
        "client": "1042", "salt": "k4ssa-S3cret",
    });
    assert_eq!(*dpay, expected);
    let ipay = &ready["gateways"]["ipay"];
    let base_url = ipay["base_url"].as_str().unwrap();
    assert!(base_url.starts_with("http://127.0.0.1:") && !base_url.ends_with('/'), "{base_url}");
    let sign_key = "3f8c1d2e4b5a69788796a5b4c3d2e1f00f1e2d3c";
    assert_eq!(*ipay, json!({"base_url": base_url, "login": "test", "sign_key": sign_key}));
    let paycore = &ready["gateways"]["paycore"];
    let base_url = paycore["private_url"].as_str().unwrap().strip_suffix("/api").unwrap();
    let expected = json!({
        "private_url": format!("{base_url}/api"), "public_url": format!("{base_url}/public-api"),
        "hpp_url": format!("{base_url}/hpp/"), "account_id": "coma_Sandbox123456789",
        "api_key": "pay-sandbox-api-key-of-the-first-shop-00001",
        "public_key_test": "pk_test_pay-sandbox-public-key-of-the-first-shop-01",
        "public_key_live": "pk_live_pay-sandbox-public-key-of-the-first-shop-03",
        "private_key_test": "sk_test_pay-sandbox-secret-key-of-the-first-shop-02",
        "private_key_live": "sk_live_pay-sandbox-secret-key-of-the-first-shop-04",
    });
    assert_eq!(*paycore, expected);
    let obmin = &ready["gateways"]["obmin"];
    let site_url = obmin["site_url"].as_str().unwrap();
    assert!(site_url.starts_with("http://127.0.0.1:") && !site_url.ends_with('/'), "{site_url}");
    let expected = json!({
        "base_url": format!("{site_url}/service/api/v1/"), "site_url": site_url,
        "api_key": "EX_5A17D0C4B2E98F6130A1",
        "api_secret": "9f2c4b7a1d0e6835c49b27f1a8e3d05c6b7f9021",
        "routes": [
            "6580ad77a8cd1684a53a1c0f", "6580ad77a8cd1684a53a1c10",
            "6580ad77a8cd1684a53a1c11", "6580ad77a8cd1684a53a1c12",
        ],
    });
    assert_eq!(*obmin, expected);
    assert_eq!((&ready["ready"], &ready["authority"]), (&json!(true), &Value::Null));

    let merchant = Merchant { addr, client: "1042".to_owned(), salt: "k4ssa-S3cret".to_owned() };
    merchant.open_invoice("a", "1000");
    assert_eq!(merchant.invoice("a")["status"], "FINISHED");
    assert_eq!(program.stop("-INT"), (String::new(), true));
}

#[test]
fn the_authority_lies_in_a_file_while_it_runs() {
    let (program, ready) = Program::start(&["--json"]);
    let file = ready["authority"].as_str().unwrap().to_owned();
    let pem = std::fs::read_to_string(&file).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"), "{pem}");
    assert!(ready["gateways"]["dpay"]["base_url"].as_str().unwrap().starts_with("https://"));
    assert_eq!(program.stop("-TERM"), (String::new(), true));
    assert!(!std::path::Path::new(&file).exists());
}

#[test]
fn google_tokens_are_checked_where_that_is_asked_for() {
    let open = open_token(GOOD_PAN);
    for (arguments, answer) in [
        (&["--json", "--plain-http"][..], "pmt_status"),
        (&["--json", "--plain-http", "--check-tokens"][..], "error"),
    ] {
        let (program, ready) = Program::start(arguments);
        let url = ready["gateways"]["ipay"]["base_url"].as_str().unwrap();
        let addr: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let time = kyiv(SystemTime::now());
        let key = ready["gateways"]["ipay"]["sign_key"].as_str().unwrap();
        let document = json!({"request": {
            "auth": {"login": "test", "time": time, "sign": sign(&time, key)},
            "action": "PaymentCreate", "body": {"invoice": 100, "token": open},
        }});
        let request = request("POST", "/", &[], document.to_string().as_bytes());
        let told = exchange(addr, &request).unwrap().json();
        assert!(told["response"].get(answer).is_some(), "{told}");
        assert_eq!(program.stop("-TERM"), (String::new(), true));
    }
}

#[test]
fn what_it_does_not_know_it_says() {
    let run = |argument: &str| {
        Command::new(env!("CARGO_BIN_EXE_pay-sandbox")).arg(argument).output().unwrap()
    };
    let help = run("--help");
    assert!(help.status.success());
    let text = String::from_utf8(help.stdout).unwrap();
    assert!(
        ["--plain-http", "--json", "--check-tokens"].iter().all(|one| text.contains(one)),
        "{text}"
    );
    let wrong = run("--jsn");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("--jsn"));
    assert!(wrong.stdout.is_empty());
}
