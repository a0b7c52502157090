//! The export of rates.

use insta::assert_snapshot;
use obmin_exchanger::{
    ApiError, ApiErrorKind, Delivery, Endpoint, Error, ErrorKind, GetJsonRates, GetTxtRates,
    GetXmlRates, Obmin, Rates, Result,
};

use crate::common::{answer, anybody, decode, merchant, refuse, stamp};

fn wire(request: &impl Endpoint<Gateway = Obmin>) -> String {
    let text = request.encode(&anybody(), &stamp()).unwrap().to_text();
    let signed = request.encode(&merchant(), &stamp()).unwrap().to_text();
    assert_eq!(text, signed, "an export is never signed");
    text
}

fn rates(items: &str) -> Result<Rates> {
    decode(&GetXmlRates::new(), format!("<rates>{items}</rates>"))
}

/// Why an export is refused, and that nothing of it is shown.
#[track_caller]
fn refused(document: impl AsRef<[u8]>) -> String {
    let error = decode(&GetXmlRates::new(), document.as_ref()).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    error.to_string().split("; ").next().unwrap().to_owned()
}

#[test]
fn exports_on_the_wire() {
    assert_snapshot!(wire(&GetXmlRates::new()), @r"
    GET https://www.obmin.me/service/export/xml
    accept: */*
    ");
    assert_snapshot!(wire(&GetXmlRates::of("public").unwrap()), @r"
    GET https://www.obmin.me/service/export/xml/public
    accept: */*
    ");
    assert_snapshot!(wire(&GetTxtRates::new()), @r"
    GET https://www.obmin.me/service/export/txt
    accept: */*
    ");
    assert_snapshot!(wire(&GetTxtRates::of("Ab-1_2").unwrap()), @r"
    GET https://www.obmin.me/service/export/txt/Ab-1_2
    accept: */*
    ");
    assert_snapshot!(wire(&GetJsonRates::new()), @r"
    GET https://www.obmin.me/service/export/json
    accept: */*
    ");
    assert_snapshot!(wire(&GetJsonRates::of("a/../b?c d").unwrap()), @r"
    GET https://www.obmin.me/service/export/json/a%2F..%2Fb%3Fc%20d
    accept: */*
    ");
}

#[test]
fn an_empty_code_is_refused() {
    let errors: [Error; 3] = [
        GetXmlRates::of("").unwrap_err(),
        GetTxtRates::of("").unwrap_err(),
        GetJsonRates::of("").unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    }
}

#[test]
fn the_columns_of_the_monitoring_standard() {
    let document = r#"<?xml version="1.0" encoding="utf-8"?>
<rates>
  <!-- all routes -->
  <item>
    <from>PMUSD</from> <to>CARDUAH</to>
    <in>1</in> <out>41.250000</out> <amount>104500.75</amount>
    <minamount>10</minamount> <maxamount>2000.00</maxamount>
    <param>manual, verifying</param>
    <fromfee>0.5 %</fromfee> <tofee>5 UAH</tofee>
    <delay>15</delay>
  </item>
  <item><from>CASHUSD_C_KIEV</from><to>BTC</to><in>1.8e-7</in><out>1</out><city>KIEV</city></item>
</rates>
"#;
    let rates = decode(&GetXmlRates::new(), document).unwrap();
    assert_eq!((rates.rates().len(), rates.skipped()), (2, 0));
    let [card, cash] = rates.rates() else { unreachable!() };
    let text = |amount: Option<obmin_exchanger::Amount>| amount.map(|amount| amount.to_string());

    assert_eq!((card.from().as_str(), card.to().as_str()), ("PMUSD", "CARDUAH"));
    assert_eq!((text(card.give()), text(card.get())), (Some("1".into()), Some("41.250000".into())));
    assert_eq!(text(card.reserve()), Some("104500.75".into()));
    assert_eq!(text(card.min_amount()), Some("10".into()));
    assert_eq!(text(card.max_amount()), Some("2000.00".into()));
    assert_eq!((card.param(), card.city()), (Some("manual, verifying"), None));
    assert_eq!((card.from_fee(), card.to_fee()), (Some("0.5 %"), Some("5 UAH")));
    assert_eq!((card.column("delay"), card.column("other")), (Some("15"), None));

    assert_eq!((cash.from().as_str(), cash.city()), ("CASHUSD_C_KIEV", Some("KIEV")));
    assert_eq!(text(cash.give()), Some("1.8e-7".into()), "as it was written");
    assert!(cash.reserve().is_none() && cash.min_amount().is_none());
    assert_snapshot!(format!("{card:?} {rates:?}"), @"Rate { from: CurrencyCode(PMUSD), to: CurrencyCode(CARDUAH), give: Some(Amount(1)), get: Some(Amount(41.250000)), .. } Rates { rates: 2, skipped: 0 }");
}

#[test]
fn what_is_no_plain_number_is_no_amount() {
    for text in ["", " ", "10 USD", "1 000", "1,5", "0x10", "NaN", "Infinity", "--1", "5 %"] {
        let rates = rates(&format!(
            "<item><from>A</from><to>B</to><in>1</in><minamount>{text}</minamount></item>"
        ));
        let rates = rates.unwrap();
        assert!(rates.rates()[0].min_amount().is_none(), "{text:?}");
        let kept = Some(text.trim()).filter(|text| !text.is_empty());
        assert_eq!(rates.rates()[0].column("minamount"), kept);
    }
    let long = "9".repeat(10_000);
    let rates = rates(&format!("<item><from>A</from><to>B</to><in>{long}</in></item>")).unwrap();
    assert!(rates.rates()[0].give().is_none());
    assert_eq!(rates.rates()[0].column("in"), Some(&*long));
}

#[test]
fn sloppy_exports_are_read() {
    for (items, kept, skipped) in [
        ("", 0, 0),
        ("<item/>", 0, 1),
        ("<item><from>A</from></item><item><from>A</from><to> </to></item>", 0, 2),
        ("<note>x</note><item><from>A</from><to>B</to></item>text", 1, 0),
        ("<item id=\"1\"><from><![CDATA[A]]></from><to>&#66;</to></item>", 1, 0),
        ("<item><from>A<!-- s --></from><to>B</to><nested><from>C</from></nested></item>", 1, 0),
    ] {
        let rates = rates(items).unwrap();
        assert_eq!((rates.rates().len(), rates.skipped()), (kept, skipped), "{items}");
        for rate in rates.rates() {
            assert_eq!((rate.from().as_str(), rate.to().as_str()), ("A", "B"), "{items}");
        }
    }
    assert_eq!(decode(&GetXmlRates::new(), "\u{feff}<rates/>").unwrap().rates().len(), 0);
    assert_eq!(decode(&GetXmlRates::new(), "\n\n<rates></rates>\n").unwrap().rates().len(), 0);
}

#[test]
fn an_item_that_can_be_read_in_two_ways_is_refused() {
    let twice = "<rates><item><from>A</from><to>B</to><out>1</out><out>2</out></item></rates>";
    assert_snapshot!(refused(twice), @"the answer is not the documented one: a column of an item is there twice");
}

#[test]
fn hostile_documents_are_refused() {
    let laughs =
        r#"<!DOCTYPE rates [<!ENTITY a "s3cret"><!ENTITY b "&a;&a;&a;&a;">]><rates>&b;</rates>"#;
    assert_snapshot!(refused(laughs), @"the export is not the documented XML: it has a document type, which could define entities (line 1)");
    let file = r#"<!DOCTYPE rates [<!ENTITY x SYSTEM "file:///etc/passwd">]><rates>&x;</rates>"#;
    assert_snapshot!(refused(file), @"the export is not the documented XML: it has a document type, which could define entities (line 1)");
    assert_snapshot!(refused("<rates>&s3cret;</rates>"), @"the export is not the documented XML: it has an entity that it does not define (line 1)");
    assert_snapshot!(refused("<rates>\n<item><s3cret></item></rates>"), @"the export is not the documented XML: it is not well-formed (line 2)");
    assert_snapshot!(refused("<s3cret/>"), @"the answer is not the documented one: its root is not `rates`");
    assert_snapshot!(refused("<rates/><s3cret/>"), @"the export is not the documented XML: it is not well-formed (line 1)");
    assert_snapshot!(refused("s3cret"), @"the export is not the documented XML: it is not well-formed (line 1)");
    assert_snapshot!(refused(""), @"the export is not the documented XML: it is not well-formed (line 1)");
    assert_snapshot!(refused(b"<rates>\xff</rates>"), @"the answer is not the documented one: it is not UTF-8");
    assert_snapshot!(refused("<item/>".repeat(3)), @"the export is not the documented XML: it is not well-formed (line 1)");
    assert_snapshot!(refused(format!("<rates>{}</rates>", "<a/>".repeat(2_000_001))), @"the export is not the documented XML: it has too many elements (line 1)");
}

#[test]
fn nesting_costs_no_stack() {
    let deep = 400_000;
    let document = format!("<rates>{}{}</rates>", "<a>".repeat(deep), "</a>".repeat(deep));
    assert_eq!(decode(&GetXmlRates::new(), document).unwrap().rates().len(), 0);
    refused("<a>".repeat(deep));
}

#[test]
fn every_cut_of_a_document_is_refused() {
    let document = "<rates><item><from>A</from><to>B</to><in>1</in></item></rates>";
    for end in 0..document.len() {
        refused(&document[..end]);
    }
    decode(&GetXmlRates::new(), document).unwrap();
}

#[test]
fn json_is_kept_as_it_came() {
    for document in [r#"{"rates":[{"in":1.50}]}"#, "[]", "[1,2]", r#""text""#] {
        let rates = decode(&GetJsonRates::new(), format!("\n{document}\n")).unwrap();
        assert_eq!(rates.as_str(), document);
    }
    let rates = decode(&GetJsonRates::new(), r#"{"s3cret":1}"#).unwrap();
    assert_eq!(format!("{rates:?}"), "JsonRates(12 bytes)");
    for bad in ["", "<html>", "{", r#"{"a":1,"a":2}"#, "[1] [2]"] {
        let error = decode(&GetJsonRates::new(), bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{bad}");
    }
}

#[test]
fn text_is_kept_line_by_line() {
    let rates = decode(&GetTxtRates::new(), "A;B;1;2;3\r\n\r\n C;D;4 \n").unwrap();
    assert_eq!(rates.lines().collect::<Vec<_>>(), ["A;B;1;2;3", "C;D;4"]);
    assert_eq!(rates.as_str(), "A;B;1;2;3\r\n\r\n C;D;4");
    assert_eq!(format!("{rates:?}"), "TxtRates(2 lines)");
    assert_eq!(decode(&GetTxtRates::new(), "").unwrap().lines().count(), 0);
    for bad in [&b"<!doctype html><html>"[..], b"A;\xff"] {
        assert_eq!(decode(&GetTxtRates::new(), bad).unwrap_err().kind(), ErrorKind::Decode);
    }
}

#[test]
fn an_error_in_place_of_an_export_is_an_error() {
    fn check<E: Endpoint<Gateway = Obmin>>(request: &E) {
        let error = refuse(request, "5555555555555555", "{}");
        assert!(matches!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::Maintenance));
        assert_eq!(error.delivery(), Delivery::Answered);

        for (status, transient) in [(503, true), (404, false), (302, false)] {
            let error = request.decode(&anybody(), &answer(status, "<rates/>")).err().unwrap();
            assert_eq!((error.is_transient(), error.delivery()), (transient, Delivery::Unknown));
        }
    }
    check(&GetXmlRates::new());
    check(&GetTxtRates::new());
    check(&GetJsonRates::new());
}
