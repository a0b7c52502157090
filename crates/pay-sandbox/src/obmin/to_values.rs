//! `toValues` in every spelling that Node's encoders have for it.

use crate::json::Json;

use super::order::Requisite;
use super::settings::ToValues;

/// The fields of a form that stand for the requisites.
pub(super) fn to_values(requisites: &[Requisite], spelling: ToValues) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut add = |name: String, value: &str| fields.push((name, value.to_owned()));
    if spelling == ToValues::Json && !requisites.is_empty() {
        let list = requisites
            .iter()
            .map(|one| Json::object(members(one).map(|(name, value)| (name, Json::text(value)))));
        add("toValues".to_owned(), &Json::List(list.collect()).to_string());
        return fields;
    }
    for (at, requisite) in requisites.iter().enumerate() {
        match spelling {
            ToValues::Absent | ToValues::Json => {}
            ToValues::Empty => add("toValues".to_owned(), ""),
            ToValues::Lost => add("toValues".to_owned(), "[object Object]"),
            _ => {
                for (name, value) in members(requisite) {
                    let name = match spelling {
                        ToValues::EmptyBrackets => format!("toValues[][{name}]"),
                        ToValues::Dots => format!("toValues[{at}].{name}"),
                        ToValues::Repeat => format!("toValues[{name}]"),
                        _ => format!("toValues[{at}][{name}]"),
                    };
                    add(name, value);
                }
            }
        }
    }
    fields
}

fn members(requisite: &Requisite) -> [(&'static str, &str); 3] {
    [("key", requisite.field), ("name", requisite.name), ("value", &requisite.value)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_documents_table_can_be_written() {
        let two = ["1", "2"].map(|value| Requisite { field: "k", name: "n", value: value.into() });
        for (spelling, expected) in [
            (
                ToValues::Indexed,
                "toValues[0][key]=k&toValues[0][name]=n&toValues[0][value]=1&\
                 toValues[1][key]=k&toValues[1][name]=n&toValues[1][value]=2",
            ),
            (
                ToValues::EmptyBrackets,
                "toValues[][key]=k&toValues[][name]=n&toValues[][value]=1&\
                 toValues[][key]=k&toValues[][name]=n&toValues[][value]=2",
            ),
            (
                ToValues::Dots,
                "toValues[0].key=k&toValues[0].name=n&toValues[0].value=1&\
                 toValues[1].key=k&toValues[1].name=n&toValues[1].value=2",
            ),
            (
                ToValues::Repeat,
                "toValues[key]=k&toValues[name]=n&toValues[value]=1&\
                 toValues[key]=k&toValues[name]=n&toValues[value]=2",
            ),
            (
                ToValues::Json,
                r#"toValues=[{"key":"k","name":"n","value":"1"},{"key":"k","name":"n","value":"2"}]"#,
            ),
            (ToValues::Empty, "toValues=&toValues="),
            (ToValues::Lost, "toValues=[object Object]&toValues=[object Object]"),
            (ToValues::Absent, ""),
        ] {
            let fields = to_values(&two, spelling);
            let written: Vec<_> =
                fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(written.join("&"), expected, "{spelling:?}");
            assert!(to_values(&[], spelling).is_empty(), "{spelling:?}");
        }
    }
}
