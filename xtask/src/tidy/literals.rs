//! Comments and literals of Rust, which are no code: what they say breaks no rule.

/// `text` with each comment, string and character replaced by spaces of the same length.
pub(super) fn without_literals(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(bytes, at);
        match end {
            Some(end) => {
                blank(&mut code[at..end]);
                at = end;
            }
            None if is_word_byte(bytes[at]) => {
                while bytes.get(at).is_some_and(|byte| is_word_byte(*byte)) {
                    at += 1;
                }
            }
            None => at += 1,
        }
    }
    String::from_utf8(code).expect("whole literals are blanked, so no character is cut")
}

/// Where the comment or literal that starts at `at` ends, if one does.
fn literal_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let length = match rest {
        [b'/', b'/', ..] => rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => block_comment(rest),
        [b'"', ..] => quoted(rest, b'"'),
        [b'b' | b'c', b'"', ..] => 1 + quoted(&rest[1..], b'"'),
        [b'b', b'\'', ..] => 1 + quoted(&rest[1..], b'\''),
        [b'r', ..] => 1 + raw(&rest[1..])?,
        [b'b' | b'c', b'r', ..] => 2 + raw(&rest[2..])?,
        [b'\'', b'\\', ..] => quoted(rest, b'\''),
        [b'\'', first, ..] => {
            let after = 1 + character_length(*first);
            (rest.get(after) == Some(&b'\'')).then_some(after + 1)? // else it is a lifetime
        }
        _ => return None,
    };
    Some(at + length)
}

/// The length of a quoted literal, with its quotes.
fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw string from its `#`s on; `None` if it is an identifier.
fn raw(rest: &[u8]) -> Option<usize> {
    let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
    if rest.get(hashes) != Some(&b'"') {
        return None;
    }
    let end = [b"\"", "#".repeat(hashes).as_bytes()].concat();
    let body = &rest[hashes + 1..];
    let length = body.windows(end.len()).position(|window| window == end);
    Some(length.map_or(rest.len(), |length| hashes + 1 + length + end.len()))
}

/// The length of a block comment, which can hold others.
fn block_comment(rest: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The bytes of the UTF-8 character that starts with `first`.
fn character_length(first: u8) -> usize {
    match first.leading_ones() {
        0 => 1,
        ones => ones as usize,
    }
}

/// Whether a byte is part of an identifier, a number or a character beyond ASCII.
fn is_word_byte(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Replaces all but the ends of lines by spaces.
pub(super) fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_nothing_moves() {
        for (text, left) in [
            ("a // b\nc", "a     \nc"),
            ("a /* /* b */ */ c", "a               c"),
            (r#"a("b \" c", d)"#, "a(        , d)"),
            (r##"a(r#"b " c"#, br"d", b"e", c"f")"##, "a(          ,      ,     ,     )"),
            (r"a('\'', '{', b'}', 'ї')", "a(    ,    ,     ,     )"),
            ("fn f<'a>(b: &'a str) {}", "fn f<'a>(b: &'a str) {}"),
            ("r#type + bar", "r#type + bar"),
            ("\"open", "     "),
        ] {
            assert_eq!(without_literals(text).trim_end(), left.trim_end(), "{text}");
            assert_eq!(without_literals(text).len(), text.len(), "{text}");
        }
    }
}
