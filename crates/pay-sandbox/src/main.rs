//! The sandbox as a program: prints where everything is, and runs until it is told to stop.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::Arg::Long;
use pay_sandbox::Sandbox;

const HELP: &str = "\
Runs payment gateways on this machine, for tests.

Usage: pay-sandbox [--plain-http] [--check-tokens] [--json]

  --plain-http    serve without TLS
  --check-tokens  iPay checks the signatures of Google Pay tokens and reads encrypted ones only
  --json          print one line of JSON when ready, and nothing else
  --help          print this";

struct Options {
    plain_http: bool,
    check_tokens: bool,
    json: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = match options() {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("pay-sandbox: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pay-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

/// `None` if only help is wanted.
fn options() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options { plain_http: false, check_tokens: false, json: false };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("plain-http") => options.plain_http = true,
            Long("check-tokens") => options.check_tokens = true,
            Long("json") => options.json = true,
            Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(options))
}

async fn run(options: &Options) -> io::Result<()> {
    // Listened for before anything is said, so that who reads the line can stop us at once.
    let stop = stop()?;
    let builder = Sandbox::builder();
    let builder = if options.plain_http { builder.plain_http() } else { builder };
    let builder = if options.check_tokens { builder.check_tokens() } else { builder };
    let sandbox = builder.try_start().await?;
    let file =
        if options.plain_http { None } else { Some(PemFile::write(sandbox.authority().pem())?) };
    let path = file.as_ref().map(|file| file.path().to_string_lossy());
    let text = if options.json {
        sandbox.ready_line(path.as_deref())
    } else {
        sandbox.greeting(path.as_deref())
    };
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}")?;
    stdout.flush()?;
    drop(stdout);
    stop.await;
    Ok(())
}

/// Ends with Ctrl-C or a polite request of the system.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// The authority's certificate where clients can read it, for as long as the program runs.
struct PemFile(PathBuf);

impl PemFile {
    fn write(pem: &str) -> io::Result<Self> {
        let name = format!("pay-sandbox-{}.pem", std::process::id());
        let path = std::env::temp_dir().join(name);
        // A file that somebody left there is replaced, never written through.
        let _ = std::fs::remove_file(&path);
        std::fs::File::create_new(&path)?.write_all(pem.as_bytes())?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PemFile {
    fn drop(&mut self) {
        // It may have been removed by somebody else.
        let _ = std::fs::remove_file(&self.0);
    }
}
