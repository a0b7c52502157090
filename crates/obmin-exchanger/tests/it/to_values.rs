//! Requisites of a notification in every form that encoders write.

use obmin_exchanger::{IpnSecret, IpnVerdict, Obmin, Received};

const SIGNED: &str = "orderId=5d8e6002b80b7b4cd75a6424&newStatus=inProgress&inAmount=2&outAmount=317.42&xml_from=ETH&xml_to=WMZ&timestamp=1571328406072&hash=af3acf947e6f0e0f2c267e300b8582e504dba12d1f2d058652b7414163c09f48";

/// `key/name/value` of each, and whether some were lost.
fn read(values: &str) -> (Vec<String>, bool) {
    let body = format!("{SIGNED}&{values}");
    let received = Received::new("/ipn", &[], body.as_bytes());
    let verdict = Obmin::new().callback(received, |_| IpnSecret::new("SECRET123").ok());
    // whatever they are, they never make a notification invalid
    let IpnVerdict::Valid(ipn) = verdict else { panic!("{values}: {verdict:?}") };
    let told = ipn.not_signed();
    let values = told.to_values().iter();
    let values = values.map(|it| format!("{}/{}/{}", it.key(), it.name(), it.value())).collect();
    (values, told.lost_values())
}

#[test]
fn every_form_is_read() {
    for (form, expected) in [
        ("", vec![]),
        ("toValues[0][key]=a&toValues[0][name]=b&toValues[0][value]=c", vec!["a/b/c"]),
        ("toValues%5B0%5D%5Bkey%5D=a&toValues%5B0%5D%5Bvalue%5D=%D1%97+c", vec!["a//ї c"]),
        ("toValues[][key]=a&toValues[][name]=b&toValues[][value]=c", vec!["a/b/c"]),
        ("toValues[0].key=a&toValues[0].value=c", vec!["a//c"]),
        ("toValues[].key=a&toValues[].value=c", vec!["a//c"]),
        ("toValues[key]=a&toValues[name]=b&toValues[value]=c", vec!["a/b/c"]),
        (r#"toValues=[{"key":"a","name":"b","value":"c"}]"#, vec!["a/b/c"]),
        (r#"toValues={"key":"a","value":7}"#, vec!["a//7"]),
        (r#"toValues=[{"field":"a","value":null}]"#, vec!["a//"]),
        ("toValues=[]", vec![]),
        ("toValues[0][field]=f&toValues[0][key]=&toValues[0][value]=c", vec!["f//c"]),
        ("toValues[0][key]=k&toValues[0][field]=f", vec!["k//"]),
        ("toValues[0][value]=c", vec!["//c"]),
    ] {
        let (values, lossy) = read(form);
        assert_eq!(values, expected, "{form}");
        assert!(!lossy, "{form}");
    }
}

#[test]
fn numbered_ones_come_in_their_order_and_gaps_close() {
    for (form, expected) in [
        ("toValues[1][key]=b&toValues[0][key]=a", vec!["a//", "b//"]),
        ("toValues[10][key]=b&toValues[9][key]=a&toValues[2][key]=x", vec!["x//", "a//", "b//"]),
        ("toValues[7][key]=b&toValues[7][value]=c", vec!["b//c"]),
        // the first one wins
        ("toValues[0][key]=a&toValues[0][key]=b", vec!["a//"]),
        ("toValues[0][key]=a&toValues[0].key=b&toValues[00][key]=c", vec!["a//"]),
    ] {
        assert_eq!(read(form), (expected.into_iter().map(Into::into).collect(), false), "{form}");
    }
}

#[test]
fn a_part_that_is_there_already_begins_the_next_one() {
    for (form, expected) in [
        (
            "toValues[key]=a&toValues[value]=1&toValues[key]=b&toValues[value]=2",
            vec!["a//1", "b//2"],
        ),
        ("toValues[][key]=a&toValues[][key]=b&toValues[][value]=2", vec!["a//", "b//2"]),
        ("toValues[key]=a&toValues[][value]=1&toValues[key]=b", vec!["a//1", "b//"]),
        ("toValues[field]=a&toValues[field]=b", vec!["a//", "b//"]),
    ] {
        assert_eq!(read(form), (expected.into_iter().map(Into::into).collect(), false), "{form}");
    }
}

#[test]
fn numbered_then_unnumbered_then_json() {
    let form = r#"toValues=[{"key":"j"},{"key":"k"}]&toValues[key]=u&toValues[3][key]=n"#;
    assert_eq!(read(form).0, ["n//", "u//", "j//", "k//"]);
}

#[test]
fn what_an_encoder_lost_is_told() {
    for (form, expected) in [
        ("toValues=", vec![]),
        ("toValues", vec![]),
        ("toValues=&toValues=", vec![]),
        ("toValues=[object Object]", vec![]),
        ("toValues=a,b", vec![]),
        ("toValues=5", vec![]),
        ("toValues=null", vec![]),
        (r#"toValues="a""#, vec![]),
        (r#"toValues=["a"]"#, vec![]),
        (r#"toValues=[{"key":"a"},5]"#, vec![]),
        (r#"toValues=[{"key":"a"}"#, vec![]),
        ("toValues=&toValues[0][key]=a", vec!["a//"]),
    ] {
        assert_eq!(read(form), (expected.into_iter().map(Into::into).collect(), true), "{form}");
    }
}

#[test]
fn other_parts_are_not_requisites() {
    for form in [
        "toValues[0][_id]=x",
        "toValues[_id]=x",
        "toValues[][_id]=x",
        "toValues[0]=x",
        "toValues[0][key][x]=y",
        "toValues[0]key=x",
        "toValues[-1][key]=x",
        "toValues[99999999999999999999][key]=x",
        "toValues[=x",
        "toValues]=x",
        "toValuesX=x",
        "xtoValues[0][key]=x",
        "tovalues[0][key]=x",
    ] {
        assert_eq!(read(form), (vec![], false), "{form}");
    }
    assert_eq!(
        read("toValues[_id]=x&toValues[key]=a&toValues[_id]=y&toValues[value]=b").0,
        ["a//b"]
    );
}
