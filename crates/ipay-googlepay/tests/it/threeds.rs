//! The POST after 3-D Secure: from a stranger, in several forms, believed in none of them.

use ipay_googlepay::{Error, Received, ThreedsData, VerifyPayment};

use crate::common::{body, pmt_id};

const VALUE: &str = "eJxlUttygjAQ/RXH+DzAJIo==";
const FORM: &str = "application/x-www-form-urlencoded";

/// What goes on to the gateway of this post.
fn sent(media: &str, post: &str) -> Result<String, Error> {
    let headers: [(&str, &[u8]); 2] =
        [("Host", b"shop.example"), ("Content-Type", media.as_bytes())];
    let post = Received::new("/3ds?order=7&key=unguessable", &headers, post.as_bytes());
    let data = ThreedsData::posted(post)?;
    let request = VerifyPayment::new(pmt_id(), &data);
    Ok(body(&request)["threeds_data"].as_str().unwrap().to_owned())
}

#[test]
fn the_value_goes_on_unchanged() {
    let encoded = "eJxlUttygjAQ%2FRXH%2BDzAJIo%3D%3D";
    for (media, post) in [
        (FORM, format!("threedsData={encoded}")),
        ("APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8", format!("threedsData={encoded}")),
        ("", format!("a=1&threedsData={encoded}&b=%00")),
        // sent without encoding: `+` arrived as a space
        (FORM, format!("threedsData={VALUE}")),
        (FORM, format!("threeds_data=other&threedsData={encoded}")),
        ("application/json", format!(r#"{{"threedsData":"{VALUE}","other":1}}"#)),
        ("", format!(r#" {{"threedsData":"{}"}}"#, VALUE.replace('/', "\\/"))),
    ] {
        assert_eq!(sent(media, &post).unwrap(), VALUE, "{media} {post}");
    }
    assert_eq!(sent(FORM, "threedsData=eJx%0A-_%D0%B6").unwrap(), "eJx\n-_ж");
    let direct = ThreedsData::new(VALUE).unwrap();
    assert_eq!(body(&VerifyPayment::new(pmt_id(), &direct))["threeds_data"], VALUE);
}

#[test]
fn a_post_without_the_one_value_is_refused() {
    for (media, post, names) in [
        (FORM, "", "0 fields `threedsData`"),
        (FORM, "threeds_data=x&ThreedsData=y", "0 fields"),
        (FORM, "threedsData=x&threedsData=y", "2 fields"),
        (FORM, "threedsData=", "`threedsData` is empty"),
        ("application/json", "{}", "0 fields"),
        ("application/json", r#"{"threedsData":null}"#, "0 fields"),
        ("application/json", r#"{"threedsData":{"a":1}}"#, "0 fields"),
        ("application/json", r#"{"threedsData":"a","threedsData":"b"}"#, "JSON object"),
        ("application/json", "threedsData=x", "JSON object"),
        ("Multipart/form-data; boundary=x", "--x\r\n", "multipart"),
    ] {
        let error = sent(media, post).unwrap_err();
        assert_eq!(error.kind(), ipay_googlepay::ErrorKind::Input, "{post}");
        let line = error.to_string();
        assert!(line.contains(names), "{line}");
        let ours = names == "multipart";
        assert_eq!(line.ends_with("not to be believed: ask for the status"), !ours, "{line}");
    }
}
