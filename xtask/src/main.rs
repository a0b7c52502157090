//! Tasks of this workspace, run as `cargo xtask <task>`.

mod cargo;
mod ci;
mod tidy;
mod vectors;
mod workspace;

use std::{
    fmt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use lexopt::prelude::*;

use crate::{ci::Strictness, workspace::Workspace};

/// What `cargo xtask --help` prints.
const USAGE: &str = "\
Usage: cargo xtask <task>

  ci [--strict]   every check a change must pass; --strict fails where a tool,
                  a target or a crate is missing instead of skipping the step
  tidy            the walls between the crates and the rules for their sources
  vectors FILE..  runs pay-vectors/1 files through the public signing functions
";

/// Runs one task; 1 says that it found something, 2 that it was not understood.
fn main() -> ExitCode {
    let task = match Task::parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match task.run() {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Why a task failed, in words for the person who ran it.
#[derive(Debug)]
pub(crate) struct Problem(String);

impl Problem {
    /// Says in words what is wrong and what to do.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot read {}: {error}", path.display()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was asked for.
#[derive(Debug, Eq, PartialEq)]
enum Task {
    Ci(Strictness),
    Help,
    Tidy,
    Vectors(Vec<PathBuf>),
}

impl Task {
    /// Reads the command line.
    fn parse(mut arguments: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut words = Vec::new();
        let mut strictness = Strictness::Lenient;
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("help") | Short('h') => return Ok(Self::Help),
                Long("strict") if words == ["ci"] => strictness = Strictness::Strict,
                Value(word) => words.push(word),
                Long(_) | Short(_) => return Err(argument.unexpected()),
            }
        }
        let Some((task, rest)) = words.split_first() else {
            return Err("no task is named".into());
        };
        match (task.to_str(), rest) {
            (Some("ci"), []) => Ok(Self::Ci(strictness)),
            (Some("tidy"), []) => Ok(Self::Tidy),
            (Some("vectors"), []) => Err("vectors: name at least one file".into()),
            (Some("vectors"), files) => Ok(Self::Vectors(files.iter().map(Into::into).collect())),
            (Some("ci" | "tidy"), [extra, ..]) => {
                Err(format!("{} takes no {}", task.display(), extra.display()).into())
            }
            _ => Err(format!("there is no task `{}`", task.display()).into()),
        }
    }

    /// Does it.
    fn run(self) -> Result<ExitCode, Problem> {
        match self {
            Self::Ci(strictness) => ci::run(&Workspace::read()?, strictness)?,
            Self::Help => print!("{USAGE}"),
            Self::Tidy => tidy::run(&Workspace::read()?)?,
            // has said what is wrong, and its last line is the count
            Self::Vectors(files) if !vectors::agree(&files) => return Ok(ExitCode::FAILURE),
            Self::Vectors(_) => {}
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Task, lexopt::Error> {
        Task::parse(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn tasks_are_read_from_the_command_line() {
        assert_eq!(parse(&["ci"]).unwrap(), Task::Ci(Strictness::Lenient));
        assert_eq!(parse(&["ci", "--strict"]).unwrap(), Task::Ci(Strictness::Strict));
        assert_eq!(parse(&["tidy"]).unwrap(), Task::Tidy);
        assert_eq!(parse(&["--help"]).unwrap(), Task::Help);
        assert_eq!(
            parse(&["vectors", "a.json", "b.json"]).unwrap(),
            Task::Vectors(vec!["a.json".into(), "b.json".into()]),
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for arguments in [
            &[][..],
            &["cy"],
            &["vectors"],
            &["tidy", "--strict"],
            &["ci", "extra"],
            &["ci", "--strct"],
        ] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }
}
