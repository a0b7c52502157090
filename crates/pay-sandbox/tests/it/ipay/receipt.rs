//! Fiscal receipts, and the file that comes at last.

use std::net::TcpStream;

use serde_json::{Value, json};

use super::shop::{Shop, frozen, two_stages};
use crate::wire::{converse, request};

fn ordered(shop: &Shop, invoice: u64, cashier: u64) -> Value {
    let good =
        json!({"id": "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30", "price": 100, "quantity": 1000});
    let data = json!({"cashier_id": cashier, "goods": [good]});
    shop.pay(invoice, json!({"ext_id": "a", "receipt_data": data}))
}

fn state(shop: &Shop, payment: &Value) -> String {
    let told = shop.call("GetReceipt", json!({"pmt_id": payment["pmt_id"]}));
    assert_eq!(told["pmt_id"], payment["pmt_id"]);
    told["status"].as_str().unwrap().to_owned()
}

/// The answer as bytes: a PDF is no text.
fn file(shop: &Shop, payment: &Value) -> (String, Vec<u8>) {
    let document = shop.envelope("GetReceipt", json!({"pmt_id": payment["pmt_id"]})).to_string();
    let stream = TcpStream::connect(shop.addr).unwrap();
    let bytes = converse(stream, &request("POST", "/", &[], document.as_bytes())).unwrap();
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8(bytes[..at].to_vec()).unwrap(), bytes[at + 4..].to_vec())
}

#[test]
fn a_receipt_is_made_step_by_step() {
    let (_sandbox, shop) = frozen();
    let payment = ordered(&shop, 12_345, 1);
    assert_eq!(state(&shop, &payment), "CREATED");
    assert_eq!(state(&shop, &payment), "INPROCESS");
    let (head, first) = file(&shop, &payment);
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert!(head.contains("content-type: application/pdf"), "{head}");
    assert_eq!(file(&shop, &payment).1, first, "from now on");
    check_pdf(&first);
    assert!(String::from_utf8_lossy(&first).contains("(Total 123.45 UAH) Tj"));
}

/// What a reader does: from the end to the table, from the table to every object.
fn check_pdf(file: &[u8]) {
    assert!(file.starts_with(b"%PDF-1.4\n") && file.ends_with(b"\n%%EOF\n"));
    let text: String = file.iter().map(|byte| char::from(*byte)).collect();
    let (_, end) = text.rsplit_once("startxref\n").unwrap();
    let table: usize = end.lines().next().unwrap().parse().unwrap();
    let mut lines = text[text.char_indices().nth(table).unwrap().0..].lines();
    assert_eq!(lines.next(), Some("xref"));
    let count: usize = lines.next().unwrap().strip_prefix("0 ").unwrap().parse().unwrap();
    assert_eq!(lines.next(), Some("0000000000 65535 f "));
    for number in 1..count {
        let entry = lines.next().unwrap();
        assert_eq!(entry.len(), 19, "20 with the line's end: {entry:?}");
        let at: usize = entry[..10].parse().unwrap();
        let object = format!("{number} 0 obj\n");
        assert_eq!(&file[at..at + object.len()], object.as_bytes());
    }
    assert_eq!(lines.next(), Some("trailer"));
    assert!(lines.next().unwrap().contains(&format!("/Size {count} /Root 1 0 R")));
    let (_, stream) = text.split_once("/Length ").unwrap();
    let length: usize = stream.split(' ').next().unwrap().parse().unwrap();
    let (_, content) = stream.split_once("stream\n").unwrap();
    assert!(content[length..].starts_with("endstream"), "{length}");
}

#[test]
fn settings_and_actions_move_a_receipt() {
    let (sandbox, shop) = frozen();
    sandbox.ipay().configure(|settings| settings.receipt_steps = 4);
    let payment = ordered(&shop, 100, 1);
    let states: Vec<_> = (0..4).map(|_| state(&shop, &payment)).collect();
    assert_eq!(states, ["CREATED", "INPROCESS", "INPROCESS", "INPROCESS"]);
    check_pdf(&file(&shop, &payment).1);
    for forced in ["ERROR", "CREATED", "INPROCESS"] {
        let args = json!({"state": forced}).to_string();
        sandbox.ipay().act_with("a", "receipt", &args).unwrap();
        assert_eq!(state(&shop, &payment), forced);
    }
    sandbox.ipay().act("a", "receipt").unwrap();
    check_pdf(&file(&shop, &payment).1);
    shop.pay(100, json!({"ext_id": "b"}));
    let refused = sandbox.ipay().act("b", "receipt").unwrap_err();
    assert_eq!(refused.to_string(), "`b` was made without `receipt_data`");
    sandbox.ipay().configure(|settings| settings.receipt_steps = 0);
    check_pdf(&file(&shop, &ordered(&shop, 100, 1)).1);
}

#[test]
fn there_is_no_receipt_without_goods_or_without_money() {
    let (_sandbox, shop) = frozen();
    for payment in [shop.pay(100, json!({})), ordered(&shop, 142, 1), ordered(&shop, 100, 999)] {
        for _ in 0..4 {
            assert_eq!(state(&shop, &payment), "ERROR");
        }
    }
    let paid = ordered(&shop, 100, 1);
    shop.call("PaymentCancel", json!({"pmt_id": paid["pmt_id"]}));
    assert_eq!(state(&shop, &paid), "CREATED", "of a cancelled payment too");

    let (_sandbox, shop) = two_stages();
    let held = ordered(&shop, 100, 1);
    assert_eq!(state(&shop, &held), "ERROR", "not taken yet");
    shop.call("PaymentSale", json!({"pmt_id": held["pmt_id"], "invoice": 100}));
    assert_eq!(state(&shop, &held), "CREATED");
}
