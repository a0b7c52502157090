//! Vocabularies that a gateway may extend.

pay_wire::words! {
    /// Where a parcel is.
    enum Parcel {
        /// On its way.
        Sent = "SENT",
        /// There.
        Arrived = "ARRIVED",
    }
}

#[test]
fn a_word_is_read_and_written_as_it_is() {
    for (word, parcel) in [
        ("SENT", Parcel::Sent),
        ("ARRIVED", Parcel::Arrived),
        ("sent", Parcel::Other("sent".into())),
        ("", Parcel::Other("".into())),
    ] {
        let json = format!("{word:?}");
        assert_eq!(serde_json::from_str::<Parcel>(&json).unwrap(), parcel);
        assert_eq!(serde_json::to_string(&parcel).unwrap(), json);
        assert_eq!((parcel.as_str(), parcel.to_string().as_str()), (word, word));
        assert_eq!(Parcel::from(word.to_owned()), parcel);
    }
}

#[test]
fn nothing_but_a_text_is_a_word() {
    for other in [r#"{"SENT":null}"#, r#"["SENT"]"#, "1", "null", "true"] {
        assert!(serde_json::from_str::<Parcel>(other).is_err(), "{other}");
    }
}

#[test]
fn an_unknown_word_is_made_fit_to_be_printed() {
    let odd = Parcel::from("4444111144441111\n");
    assert_eq!(
        format!("{odd} {odd:?} {:?}", Parcel::Sent),
        "<number>\\u{a} Other(\"<number>\\u{a}\") Sent"
    );
    assert_eq!(odd.as_str(), "4444111144441111\n");
}
