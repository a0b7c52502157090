//! The examples, and the story that the README promises.

use serde_json::Value;

use super::{
    Outcome::{self, Passed, Skipped},
    steps::{absent, run},
};
use crate::{
    Problem,
    cargo::{self, cargo},
    workspace::Workspace,
};

/// All examples build; with the flags of the tests, which have built them already.
pub(super) fn build(workspace: &Workspace) -> Result<Outcome, Problem> {
    if workspace.member("hryvnia").is_none() {
        return Ok(absent("hryvnia"));
    }
    run(workspace, &["build", "--workspace", "--examples", "--locked"])
}

/// The first command of the README plays all its journeys, and none fails.
pub(super) fn checkout(workspace: &Workspace) -> Result<Outcome, Problem> {
    let Some(hryvnia) = workspace.member("hryvnia") else {
        return Ok(absent("hryvnia"));
    };
    if !hryvnia.has_example("checkout") {
        return Ok(Skipped("hryvnia has no example `checkout`".to_owned()));
    }
    let arguments = ["run", "--quiet", "--locked", "--example", "checkout", "--", "--json"];
    let said = cargo::output(cargo(&arguments, &workspace.root))?;
    let journeys = judge(&said)?;
    println!("   checkout: {journeys} journeys, none failed");
    Ok(Passed)
}

/// Reads what the example said: one JSON object a line, the last with the summary. Returns the
/// number of journeys.
fn judge(said: &str) -> Result<u64, Problem> {
    let mut last = Value::Null;
    for line in said.lines() {
        last = serde_json::from_str(line).map_err(|error| {
            Problem::new(format!("checkout: a line is not JSON ({error}): {line}"))
        })?;
    }
    let summary = &last["summary"];
    match (summary["journeys"].as_u64(), summary["failed"].as_u64()) {
        (Some(journeys @ 1..), Some(0)) => Ok(journeys),
        _ => Err(Problem::new(format!("checkout: the last line is no summary of success: {last}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_summary_without_failures_is_a_success() {
        let step = r#"{"gateway":"dpay","journey":"invoice","outcome":"paid"}"#;
        let good = r#"{"summary":{"journeys":7,"failed":0}}"#;
        assert_eq!(judge(&format!("{step}\n{good}\n")).unwrap(), 7);
        for bad in [
            String::new(),
            step.to_owned(),
            format!("{good}\n{step}"),
            format!("hello\n{good}"),
            r#"{"summary":{"journeys":7,"failed":1}}"#.to_owned(),
            r#"{"summary":{"journeys":0,"failed":0}}"#.to_owned(),
            r#"{"summary":{"journeys":7}}"#.to_owned(),
        ] {
            assert!(judge(&bad).is_err(), "{bad}");
        }
    }
}
