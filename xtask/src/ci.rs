//! `cargo xtask ci`: every check that a change must pass, in the order of what fails soonest.

mod alone;
mod examples;
mod steps;
mod targets;

use std::time::Instant;

use self::steps::STEPS;
use crate::{Problem, workspace::Workspace};

/// What happens where a tool, a target or a crate is missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Strictness {
    /// The step is skipped, and the summary says so.
    Lenient,
    /// The step fails.
    Strict,
}

/// How a step ended that did not fail.
#[derive(Debug, Eq, PartialEq)]
enum Outcome {
    Passed,
    /// With what is missing and how to get it.
    Skipped(String),
}

/// One check, of the whole workspace.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    run: fn(&Workspace) -> Result<Outcome, Problem>,
}

/// Runs the steps one after the other and stops at the first that fails.
pub(crate) fn run(workspace: &Workspace, strictness: Strictness) -> Result<(), Problem> {
    play(&STEPS, workspace, strictness)
}

/// Runs any steps.
fn play(steps: &[Step], workspace: &Workspace, strictness: Strictness) -> Result<(), Problem> {
    let start = Instant::now();
    let mut skipped = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let name = step.name;
        println!("\n== {}/{} {name}", index + 1, steps.len());
        let started = Instant::now();
        let outcome = match (step.run)(workspace) {
            Ok(Outcome::Skipped(missing)) if strictness == Strictness::Strict => {
                Err(Problem::new(missing))
            }
            outcome => outcome,
        };
        let took = started.elapsed();
        match outcome {
            Ok(Outcome::Passed) => println!("== {name}: passed in {took:.1?}"),
            Ok(Outcome::Skipped(missing)) => {
                println!("== {name}: SKIPPED, {missing}");
                skipped.push(format!("{name}: {missing}"));
            }
            Err(problem) => {
                println!("== {name}: FAILED in {took:.1?}");
                return Err(Problem::new(format!("ci: step `{name}` failed: {problem}")));
            }
        }
    }
    println!(
        "\nci: {} passed, {} skipped, in {:.1?}",
        steps.len() - skipped.len(),
        skipped.len(),
        start.elapsed()
    );
    for line in skipped {
        println!("    skipped {line}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::workspace::tests::workspace;

    /// How often the last step ran.
    static RAN: AtomicUsize = AtomicUsize::new(0);

    const PASSES: Step = Step { name: "passes", run: |_| Ok(Outcome::Passed) };
    const SKIPS: Step = Step { name: "skips", run: |_| Ok(Outcome::Skipped("get it".into())) };
    const FAILS: Step = Step { name: "fails", run: |_| Err(Problem::new("broken")) };
    const COUNTS: Step = Step {
        name: "counts",
        run: |_| {
            RAN.fetch_add(1, Ordering::Relaxed);
            Ok(Outcome::Passed)
        },
    };

    #[test]
    fn a_skipped_step_fails_only_when_strict_and_nothing_runs_after_a_failure() {
        let workspace = workspace(&[]);
        assert!(play(&[PASSES, SKIPS, COUNTS], &workspace, Strictness::Lenient).is_ok());
        assert_eq!(RAN.load(Ordering::Relaxed), 1);

        let problem = play(&[SKIPS, COUNTS], &workspace, Strictness::Strict).unwrap_err();
        assert_eq!(problem.to_string(), "ci: step `skips` failed: get it");
        assert!(play(&[FAILS, COUNTS], &workspace, Strictness::Lenient).is_err());
        assert_eq!(RAN.load(Ordering::Relaxed), 1);
    }
}
