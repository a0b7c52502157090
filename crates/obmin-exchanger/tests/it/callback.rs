//! Notifications: the given ones, and what makes one malformed.

use obmin_exchanger::sign::sign_ipn;
use obmin_exchanger::{
    HashPlace, Ipn, IpnSecret, IpnVerdict, MalformedIpn, Obmin, OrderStatus, Received,
};
use serde_json::Value;

use crate::vectors::{cases, text};

pub(crate) const SECRET: &str = "SECRET123";

/// The hash of the provider's worked example.
pub(crate) const HASH: &str = "af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";

/// The provider's worked example as a body, without its hash.
pub(crate) const BODY: &str = "orderUID=1409&orderId=5d8e6002b80b7b4cd75a6424&newStatus=inProgress&inAmount=2&outAmount=317.42&xml_from=ETH&xml_to=WMZ&timestamp=1571328406072";

pub(crate) type Headers<'a> = &'a [(&'a str, &'a [u8])];

pub(crate) fn judge(
    gateway: &Obmin,
    target: &str,
    headers: Headers<'_>,
    body: &[u8],
) -> IpnVerdict {
    gateway.callback(Received::new(target, headers, body), |_| IpnSecret::new(SECRET).ok())
}

/// The verdict over a body, in the default configuration.
pub(crate) fn body(body: &str) -> IpnVerdict {
    judge(&Obmin::new(), "/ipn", &[], body.as_bytes())
}

/// The example with some text replaced, signed anew.
fn signed_anew(from: &str, to: &str) -> IpnVerdict {
    let changed = BODY.replace(from, to);
    assert_ne!(changed, BODY);
    let pairs: Vec<_> = form_urlencoded::parse(changed.as_bytes()).collect();
    let value = |name: &str| &*pairs.iter().find(|(field, _)| field == name).unwrap().1;
    let fields = obmin_exchanger::sign::IpnFields {
        order_id: value("orderId"),
        new_status: value("newStatus"),
        in_amount: value("inAmount"),
        out_amount: value("outAmount"),
        xml_from: value("xml_from"),
        xml_to: value("xml_to"),
        timestamp: value("timestamp"),
    };
    let hash = sign_ipn(SECRET.as_bytes(), &fields);
    body(&format!("{changed}&hash={}", hash.as_str()))
}

pub(crate) fn valid(verdict: IpnVerdict) -> Ipn {
    match verdict {
        IpnVerdict::Valid(ipn) => ipn,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn word(verdict: &IpnVerdict) -> &'static str {
    match verdict {
        IpnVerdict::Valid(_) => "valid",
        IpnVerdict::Invalid(_) => "invalid",
        IpnVerdict::Unsigned(_) => "unsigned",
        IpnVerdict::Malformed(_) => "malformed",
    }
}

pub(crate) fn place(place: Option<HashPlace>) -> Option<&'static str> {
    place.map(|place| match place {
        HashPlace::Body => "body",
        HashPlace::Query => "query",
        HashPlace::Header => "header",
    })
}

/// What a notification says, as the vectors write it.
fn said(ipn: &Ipn) -> Value {
    let fields = ipn.fields();
    let uid = ipn.not_signed().order_uid().map(|uid| uid.to_string());
    let values: Vec<_> = ipn
        .not_signed()
        .to_values()
        .iter()
        .map(|it| serde_json::json!({ "key": it.key(), "name": it.name(), "value": it.value() }))
        .collect();
    serde_json::json!({
        "fields": {
            "orderId": fields.order_id,
            "newStatus": fields.new_status,
            "inAmount": fields.in_amount,
            "outAmount": fields.out_amount,
            "xml_from": fields.xml_from,
            "xml_to": fields.xml_to,
            "timestamp": fields.timestamp,
            "orderUID": uid,
        },
        "toValues": values,
        "toValues_lossy": ipn.not_signed().lost_values(),
    })
}

#[test]
fn every_given_request_is_judged_as_it_should() {
    for case in cases("obmin.ipn-request", 12) {
        let name = text(&case, "/name");
        let headers: Vec<(&str, &[u8])> = case["request"]["headers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap().as_bytes()))
            .collect();
        let body = text(&case, "/request/body").as_bytes();
        let received = Received::new(text(&case, "/request/target"), &headers, body);
        let verdict =
            Obmin::new().callback(received, |_| IpnSecret::new(text(&case, "/secret")).ok());

        let expected = &case["expected"];
        assert_eq!(word(&verdict), text(expected, "/outcome"), "{name}");
        assert_eq!(place(verdict.hash_place()), expected["hash_source"].as_str(), "{name}");
        let ipn = match &verdict {
            IpnVerdict::Valid(ipn) => ipn,
            IpnVerdict::Unsigned(rumour) => rumour.unproven(),
            IpnVerdict::Invalid(_) | IpnVerdict::Malformed(_) => {
                assert!(expected.get("fields").is_none(), "{name}");
                continue;
            }
        };
        let said = said(ipn);
        for member in ["fields", "toValues", "toValues_lossy"] {
            assert_eq!(said[member], expected[member], "{name}");
        }
    }
}

#[test]
fn the_worked_example_is_read() {
    let ipn = valid(body(&format!("{BODY}&hash={HASH}")));
    assert_eq!(ipn.order_id().as_str(), "5d8e6002b80b7b4cd75a6424");
    assert_eq!(*ipn.status(), OrderStatus::InProgress);
    assert_eq!(ipn.in_amount().unwrap().as_str(), "2");
    assert_eq!(ipn.out_amount().unwrap().as_str(), "317.42");
    assert_eq!((ipn.from().as_str(), ipn.to().as_str()), ("ETH", "WMZ"), "codes, not numbers");
    assert_eq!(ipn.timestamp_ms(), 1_571_328_406_072, "milliseconds, not seconds");
    assert_eq!(ipn.hash_place(), Some(HashPlace::Body));
    assert_eq!(ipn.not_signed().order_uid(), Some(1409));
    assert!(ipn.not_signed().to_values().is_empty() && !ipn.not_signed().lost_values());
}

#[test]
fn a_notification_is_found_by_the_secret_of_its_own_order() {
    let body = format!("{BODY}&hash={HASH}");
    let received = Received::new("/ipn", &[], body.as_bytes());
    let mut asked = None;
    let verdict = Obmin::new().callback(received, |order| {
        asked = Some(order.as_str().to_owned());
        None::<IpnSecret>
    });
    assert_eq!(asked.as_deref(), Some("5d8e6002b80b7b4cd75a6424"));
    let IpnVerdict::Invalid(invalid) = &verdict else { panic!("{verdict:?}") };
    assert!(invalid.is_of_an_unknown_order());
    assert_eq!(verdict.http_status(), 200, "nobody learns which orders exist");

    let unverified = Obmin::new().read_callback(received).unwrap();
    assert_eq!(unverified.order_id().as_str(), "5d8e6002b80b7b4cd75a6424");
    let other = IpnSecret::new("SECRET124").unwrap();
    let verdict = unverified.verify(&other);
    assert_eq!((word(&verdict), verdict.http_status()), ("invalid", 400));

    let unverified = Obmin::new().read_callback(received).unwrap();
    assert_eq!(word(&unverified.verify_bytes(b"SECRET123")), "valid");
    let (empty, hash) = (BODY, "3b21c11fbabe1ff50506b85fadd519d6e44a319ae3d92eee73c13d95b0a54618");
    let body = format!("{empty}&hash={hash}");
    let received = Received::new("/ipn", &[], body.as_bytes());
    let unverified = Obmin::new().read_callback(received).unwrap();
    assert_eq!(word(&unverified.verify_bytes(b"")), "valid", "ipn-002 of the vectors");
}

#[test]
fn answers_follow_the_verdict() {
    assert_eq!(body(&format!("{BODY}&hash={HASH}")).http_status(), 200);
    assert_eq!(body(BODY).http_status(), 200);
    assert_eq!(body(&format!("{BODY}&hash={}", HASH.replace('a', "b"))).http_status(), 400);
    assert_eq!(body("").http_status(), 400);
}

#[test]
fn what_is_missing_or_doubled_makes_it_malformed() {
    for name in ["orderId", "newStatus", "inAmount", "outAmount", "xml_from", "xml_to", "timestamp"]
    {
        let whole = format!("{BODY}&hash={HASH}");
        let missing = body(&whole.replace(&format!("{name}="), &format!("x{name}=")));
        let IpnVerdict::Malformed(why) = &missing else { panic!("{name}: {missing:?}") };
        assert_eq!(*why, MalformedIpn::Missing(name));
        assert!(why.to_string().contains(name), "{why}");
        let doubled = body(&format!("{whole}&{name}=1"));
        let IpnVerdict::Malformed(why) = doubled else { panic!("{name}: {doubled:?}") };
        assert_eq!(why, MalformedIpn::Doubled(name));
        assert_eq!(
            word(&body(
                &whole.replace(&format!("&{name}="), &format!("&{}=", name.to_uppercase()))
            )),
            "malformed"
        );
    }
    let doubled = body(&format!("{BODY}&hash={HASH}&orderUID=1409"));
    assert!(matches!(doubled, IpnVerdict::Malformed(MalformedIpn::Doubled("orderUID"))));
    // what is not in the list may be doubled
    assert_eq!(word(&body(&format!("{BODY}&hash={HASH}&x=1&x=2&&"))), "valid");
}

#[test]
fn an_empty_value_is_not_missing() {
    for name in
        ["newStatus=inProgress", "inAmount=2", "outAmount=317.42", "xml_from=ETH", "xml_to=WMZ"]
    {
        let (field, _) = name.split_once('=').unwrap();
        let ipn = valid(signed_anew(name, &format!("{field}=")));
        assert_eq!(ipn.in_amount().is_none(), field == "inAmount");
    }
    let verdict = signed_anew("orderId=5d8e6002b80b7b4cd75a6424", "orderId");
    assert_eq!(word(&verdict), "valid");
}

#[test]
fn a_colon_in_a_signed_value_is_refused_though_the_hash_matches() {
    for (from, to) in [
        ("5d8e6002b80b7b4cd75a6424", "5d8e:6002"),
        ("inProgress", "in%3AProgress"),
        ("inAmount=2", "inAmount=2:"),
        ("317.42", ":317.42"),
        ("ETH", "E:TH"),
        ("WMZ", "WM%3aZ"),
        ("1571328406072", "1571328406072:"),
    ] {
        let verdict = signed_anew(from, to);
        assert!(
            matches!(verdict, IpnVerdict::Malformed(MalformedIpn::Colon(_))),
            "{to}: {verdict:?}"
        );
    }
    // the other half of the same text: the border between secret and timestamp has moved
    assert_eq!(word(&signed_anew("orderUID=1409", "orderUID=14:09")), "malformed", "no number");
}

#[test]
fn a_timestamp_and_a_number_are_1_to_19_digits() {
    for (timestamp, good) in [
        ("1", true),
        ("0", true),
        ("9999999999999999999", true),
        ("0000000000000000001", true),
        ("", false),
        ("12345678901234567890", false),
        ("1571328406072.0", false),
        ("-1", false),
        ("%2B1", false),
        ("+1", false),
        ("1e3", false),
        ("%D9%A1", false),
    ] {
        for (field, from) in [("timestamp", "1571328406072"), ("orderUID", "1409")] {
            let verdict = signed_anew(&format!("{field}={from}"), &format!("{field}={timestamp}"));
            let expected = if good { "valid" } else { "malformed" };
            assert_eq!(word(&verdict), expected, "{field} {timestamp}: {verdict:?}");
        }
        // without a hash it is looked at too; with a wrong one nothing is
        let unsigned = BODY.replace("1571328406072", timestamp);
        let expected = if good { "unsigned" } else { "malformed" };
        assert_eq!(word(&body(&unsigned)), expected, "{timestamp}");
        assert_eq!(word(&body(&format!("{unsigned}&hash=0"))), "invalid", "{timestamp}");
    }
    let without = valid(signed_anew("orderUID=1409&", ""));
    assert_eq!(without.not_signed().order_uid(), None);
}

#[test]
fn values_are_hashed_as_they_are_decoded() {
    for (from, to, read) in [
        ("inAmount=2", "inAmount=2.00", Some("2.00")),
        ("inAmount=2", "inAmount=0.30000000000000004", Some("0.30000000000000004")),
        ("inAmount=2", "inAmount=1.807632536709e-7", Some("1.807632536709e-7")),
        ("inAmount=2", "inAmount=+2", None),
        ("inAmount=2", "inAmount=%zz", None),
        ("inAmount=2", "inAmount=NaN", None),
        ("inAmount=2", "inAmount=%FF", None),
    ] {
        let ipn = valid(signed_anew(from, to));
        assert_eq!(ipn.in_amount().map(|amount| amount.to_string()).as_deref(), read, "{to}");
    }
    let ipn = valid(signed_anew(
        "newStatus=inProgress",
        "newStatus=%D0%B7%D0%B0%D0%BC%D0%BE%D1%80%D0%BE%D0%B7%D0%BA%D0%B0",
    ));
    assert_eq!(*ipn.status(), OrderStatus::Other("заморозка".into()));
    // a whole number of ten thousand digits is a value like any other
    let long = valid(signed_anew("inAmount=2", &format!("inAmount={}", "1".repeat(10_000))));
    assert_eq!(long.fields().in_amount.len(), 10_000);
    assert!(long.in_amount().is_none(), "and no amount");
}

#[test]
fn without_a_hash_it_is_a_rumour() {
    let verdict = body(BODY);
    let IpnVerdict::Unsigned(rumour) = &verdict else { panic!("{verdict:?}") };
    assert_eq!(rumour.order_id().as_str(), "5d8e6002b80b7b4cd75a6424");
    assert_eq!(rumour.unproven().hash_place(), None);
    assert_eq!(*rumour.unproven().status(), OrderStatus::InProgress);
}
