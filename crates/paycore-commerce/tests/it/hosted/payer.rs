//! Where the payer of an invoice goes: the four places where it can stand.

use insta::assert_snapshot;
use paycore_commerce::public::GetInvoice;
use paycore_commerce::{BrowserForm, Delivery, Error, ErrorKind, FormMethod, InvoiceId};

use crate::common::{decode, gateway};

/// The way of the payer of an invoice with these members.
fn way(members: &str) -> Result<BrowserForm, Error> {
    let id = InvoiceId::from("cpi_1");
    let body = format!(r#"{{"data":{{"id":"cpi_1","status":"process_pending"{members}}}}}"#);
    gateway().payer_form(&decode(&GetInvoice::of(&id), 200, body).unwrap())
}

fn url(members: &str) -> String {
    way(members).unwrap().url().unwrap()
}

#[test]
fn the_four_places_in_their_order() {
    let flow = r#","flow_data":{"action":"https://a.example/1","method":"GET","params":[]}"#;
    let active = r#","active_payment":{"status":"process_pending","payload":{"action":"https://b.example/2","method":"GET","params":[],"metadata":[]}}"#;
    let hpp = r#","hpp_url":"https://c.example/3?x=1""#;

    assert_eq!(url(&format!("{hpp}{active}{flow}")), "https://a.example/1");
    assert_eq!(url(&format!("{hpp}{active}")), "https://b.example/2");
    assert_eq!(url(hpp), "https://c.example/3?x=1");
    assert_eq!(url(""), "https://com.paycore.io/hpp/?cpi=cpi_1");
    // what says nothing is passed over
    for nothing in [
        r#","flow_data":[]"#,
        r#","flow_data":null,"active_payment":[],"hpp_url":null"#,
        r#","flow_data":{"action":null,"method":"GET"},"hpp_url":"""#,
        r#","flow_data":{"action":""},"active_payment":{"payload":[]}"#,
    ] {
        assert_eq!(url(nothing), "https://com.paycore.io/hpp/?cpi=cpi_1", "{nothing}");
    }
}

#[test]
fn parameters_go_behind_the_query_that_is_there() {
    for (action, expected) in [
        ("https://a.example/p", "https://a.example/p?k=v%201&n=7"),
        ("https://a.example/p?x=%2f", "https://a.example/p?x=%2f&k=v%201&n=7"),
        ("https://a.example/p?", "https://a.example/p?k=v%201&n=7"),
        ("https://a.example/p?x=1&", "https://a.example/p?x=1&k=v%201&n=7"),
        ("https://a.example/p?x=1#f?g", "https://a.example/p?x=1&k=v%201&n=7#f?g"),
    ] {
        let members = format!(
            r#","flow_data":{{"action":"{action}","method":"get","params":{{"k":"v 1","n":7}}}}"#
        );
        let form = way(&members).unwrap();
        assert_eq!((form.method(), form.action()), (FormMethod::Get, action));
        assert_eq!(form.url().unwrap(), expected);
    }
    // without parameters the address is the gateway's own, to the byte
    let members = r#","flow_data":{"action":"https://a.example/p?x=%2F+y&z","method":"GET"}"#;
    assert_eq!(url(members), "https://a.example/p?x=%2F+y&z");
}

/// A browser drops the query of a GET form's action, so the form carries it as fields.
#[test]
fn a_get_form_keeps_the_query_of_its_action() {
    let members = r#","flow_data":{"action":"https://a.example/p?sid=a%26b&x=1#f","method":"GET","params":{"k":"v"}}"#;
    assert_snapshot!(way(members).unwrap().html("Pay"), @r#"
    <form method="get" action="https://a.example/p" accept-charset="utf-8">
      <input type="hidden" name="sid" value="a&amp;b">
      <input type="hidden" name="x" value="1">
      <input type="hidden" name="k" value="v">
      <button type="submit">Pay</button>
    </form>
    "#);
}

#[test]
fn a_form_that_is_posted() {
    let members = r#","flow_data":{"action":"https://acs.example/3ds?id=1","method":"POST","params":{"MD":"m\"><script>","PaReq":"eJxV+/=","TermUrl":"https://a.example/t?x=1&y=2"}}"#;
    let form = way(members).unwrap();
    assert_eq!((form.method(), form.url()), (FormMethod::Post, None));
    assert_snapshot!(form.html("Continue"), @r#"
    <form method="post" action="https://acs.example/3ds?id=1" accept-charset="utf-8">
      <input type="hidden" name="MD" value="m&quot;&gt;&lt;script&gt;">
      <input type="hidden" name="PaReq" value="eJxV+/=">
      <input type="hidden" name="TermUrl" value="https://a.example/t?x=1&amp;y=2">
      <button type="submit">Continue</button>
    </form>
    "#);
}

/// A script or a file in place of an address, or a method that is not documented.
#[test]
fn nobody_is_sent_to_what_is_no_web_address() {
    for action in [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//a.example/p",
        "/hpp/pay",
        "ftp://a.example/",
        "https://",
        "https://a.example/\\\"><script>",
    ] {
        for members in [
            format!(r#","flow_data":{{"action":"{action}","method":"GET"}}"#),
            format!(r#","flow_data":{{"action":"{action}","method":"POST"}}"#),
            format!(r#","active_payment":{{"payload":{{"action":"{action}"}}}}"#),
            format!(r#","hpp_url":"{action}""#),
        ] {
            let error = way(&members).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{members}");
            assert!(error.to_string().contains("web address"), "{error}");
            assert!(!error.to_string().contains("alert"), "{error}");
        }
    }
    let error = way(r#","flow_data":{"action":"https://a.example/","method":"PUT"}"#).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert!(error.to_string().contains("GET and POST"), "{error}");
}

/// Whoever has the way can pay, or act, in the payer's place.
#[test]
fn the_way_prints_nowhere() {
    let members = r#","flow_data":{"action":"https://a.example/cgi_SECRET","method":"POST","params":{"MD":"md_SECRET"},"metadata":{"sid":"cgi_SECRET","token":"jwt_SECRET"}}"#;
    let form = way(members).unwrap();
    assert_eq!(format!("{form:?}"), "BrowserForm(Post, 1 fields)");
    let error = way(r#","hpp_url":"ftp://a.example/SECRET""#).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("SECRET"));
}
