//! A PDF of one page with a few lines of ASCII, by hand.

/// A file that every reader opens: six objects, their table, and where it begins.
pub(super) fn page(lines: &[String]) -> Vec<u8> {
    let mut content = "BT /F1 11 Tf 14 TL 40 380 Td\n".to_owned();
    for line in lines {
        content.push_str(&["(", &literal(line), ") Tj T*\n"].concat());
    }
    content.push_str("ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 420] \
         /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>".to_owned(),
        "<< /Title (Sandbox receipt) /Producer (pay-sandbox) >>".to_owned(),
    ];

    // The comment of bytes above 127 tells that the file is not to be handled as text.
    let mut file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        file.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let table = file.len();
    let size = objects.len() + 1;
    let entries: Vec<_> = offsets.iter().map(|at| format!("{at:010} 00000 n \n")).collect();
    let entries = entries.concat();
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{entries}\
         trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    file.extend_from_slice(end.as_bytes());
    file
}

/// The inside of a literal string.
fn literal(line: &str) -> String {
    line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}
