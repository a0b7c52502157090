//! Calls of cargo and other programs, in an environment that rebuilds nothing.

use std::{
    env,
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

use crate::Problem;

/// What `cargo run` tells the program that it runs about that program.
///
/// Build scripts that watch these (ring's does) would run again in a cargo started from here, and
/// so would everything that depends on them.
const OF_THIS_PROGRAM: [&str; 5] =
    ["CARGO_BIN_", "CARGO_CRATE_", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_"];

/// The cargo that runs this program, with `arguments`, in `folder`.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: &[S], folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(folder);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_program) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs `command` with its output shown; fails where it fails.
pub(crate) fn run(mut command: Command) -> Result<(), Problem> {
    let line = line_of(&command);
    println!("   {line}");
    let status = command.status().map_err(|error| not_started(&line, &error))?;
    if status.success() { Ok(()) } else { Err(Problem::new(format!("`{line}`: {status}"))) }
}

/// Runs `command` and returns what it wrote to its standard output.
pub(crate) fn output(mut command: Command) -> Result<String, Problem> {
    let line = line_of(&command);
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| not_started(&line, &error))?;
    let text = String::from_utf8(output.stdout)
        .map_err(|_| Problem::new(format!("`{line}`: its output is not UTF-8")))?;
    if output.status.success() {
        Ok(text)
    } else {
        Err(Problem::new(format!("`{line}`: {}\n{text}", output.status)))
    }
}

/// Whether an environment variable tells about the running program.
fn describes_this_program(name: &str) -> bool {
    OF_THIS_PROGRAM.iter().any(|prefix| name.starts_with(prefix))
}

/// The command as a person would type it.
fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or_default().display().to_string();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// A program that is not there, or may not be run.
fn not_started(line: &str, error: &std::io::Error) -> Problem {
    Problem::new(format!("`{line}` did not start: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_a_user_stay_and_the_description_of_this_program_goes() {
        for name in ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_PRIMARY_PACKAGE"] {
            assert!(describes_this_program(name), "{name}");
        }
        for name in ["CARGO", "CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_TERM_COLOR", "RUSTFLAGS"] {
            assert!(!describes_this_program(name), "{name}");
        }
    }

    #[test]
    fn a_failing_program_is_a_problem_that_names_the_command() {
        let mut command = cargo(&["no-such-subcommand-of-cargo"], Path::new("."));
        command.stderr(Stdio::null());
        let problem = run(command).unwrap_err().to_string();
        assert!(problem.contains("cargo no-such-subcommand-of-cargo"), "{problem}");
        let problem = output(Command::new("no-such-program")).unwrap_err().to_string();
        assert!(problem.contains("`no-such-program` did not start"), "{problem}");
    }
}
