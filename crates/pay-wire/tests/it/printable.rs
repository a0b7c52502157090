//! Foreign text on one line of a log.

use pay_wire::{Printable, Refusal};

fn shown(text: &str) -> String {
    Printable(text).to_string()
}

#[test]
fn plain_text_is_shown_as_it_is() {
    assert_eq!(shown("Платіж не знайдено"), "Платіж не знайдено");
    assert_eq!(shown("order 12345 of 2024-03-14 20:36"), "order 12345 of <number>");
    assert_eq!(shown("99 boxes"), "99 boxes");
    let uuid = "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b3a";
    assert_eq!(shown(&format!("no order {uuid}")), format!("no order {uuid}"));
}

#[test]
fn what_could_be_a_card_number_is_hidden() {
    for card in [
        "4444111144441111",
        "4444 1111 4444 1111",
        "4444-1111-4444-1111",
        "4444.1111.4444.1111",
        "4444_1111_4444_1111",
        "4444, 1111, 4444, 1111",
        "4444\u{a0}1111\u{a0}4444\u{a0}1111",
        "４４４４１１１１４４４４１１１１",
        "444411114444",
    ] {
        assert_eq!(shown(&format!("card {card} declined")), "card <number> declined", "{card}");
    }
    assert_eq!(shown("44441111444"), "44441111444", "eleven digits");
}

#[test]
fn what_could_be_a_token_is_hidden() {
    let token = "eyJ+/_-=".repeat(5);
    assert_eq!(shown(&format!("12 34{token}.")), "12 <long word>.");
    assert_eq!(shown(&token), "<long word>", "forty characters");
    assert_eq!(shown(&token[..39]), token[..39]);
}

#[test]
fn nothing_leaves_its_line_or_turns_it_round() {
    assert_eq!(shown("a\nb\tc\u{7}"), "a\\u{a}b\\u{9}c\\u{7}");
    assert_eq!(shown("a\u{2028}b\u{202e}c\u{feff}"), "a\\u{2028}b\\u{202e}c\\u{feff}");
    assert_eq!(format!("{:?}", Printable("a\u{1b}[31m")), "\"a\\u{1b}[31m\"");
}

#[test]
fn a_long_text_is_cut_and_its_cut_hides_nothing_less() {
    assert_eq!(shown(&"ab ".repeat(100)), format!("{}ab...", "ab ".repeat(66)));
    let late = format!("{}card4444 1111 4444 1111", "ab ".repeat(64));
    assert_eq!(shown(&late), format!("{}card<number>", "ab ".repeat(64)));
    let at_the_end = format!("{}4444111144441111", "ab ".repeat(66));
    assert_eq!(shown(&at_the_end), format!("{}<number>", "ab ".repeat(66)));
}

#[test]
fn a_refusal_is_printed_that_way() {
    let refusal = Refusal::new("9", "card 4444111144441111\ndeclined");
    assert_eq!(refusal.to_string(), "refused with code 9: card <number>\\u{a}declined");
    assert_eq!(Refusal::new("9", "").to_string(), "refused with code 9");
    assert_eq!(format!("{:?}", Refusal::new("", "no")), "Refusal(refused: no)");
    assert_eq!(refusal.message(), "card 4444111144441111\ndeclined");
}
