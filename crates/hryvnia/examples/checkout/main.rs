//! The whole story against the sandbox, no account needed: `cargo run --example checkout`.
//!
//! `-- --gateway dpay` plays one gateway, `-- --json` prints one JSON object a line, `-- --live`
//! asks a real account what it may ask without moving money.

mod dpay;
mod live;
mod story;

use std::process::ExitCode;

use lexopt::Arg::Long;
use pay_sandbox::Sandbox;

use story::{Failure, Story, Style};

const HELP: &str = "\
cargo run --example checkout -- [OPTIONS]

Plays payments of every gateway against the sandbox, over TLS, and checks its books.

  --gateway NAME  one gateway alone: dpay
  --json          one JSON object a line, and a summary
  --live          only what asks, at a real account: DPAY_CLIENT, DPAY_SALT, DPAY_BASE_URL
  --help          this text
";

#[tokio::main]
async fn main() -> ExitCode {
    let wish = match Wish::read() {
        Ok(wish) => wish,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    if wish.help {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }

    let mut story = Story::new(wish.style);
    if wish.live {
        live::play(&mut story).await;
    } else {
        let sandbox = Sandbox::start().await;
        dpay::play(&mut story, &sandbox).await;
    }
    story.end()
}

struct Wish {
    style: Style,
    live: bool,
    help: bool,
}

impl Wish {
    fn read() -> Result<Self, Failure> {
        let mut wish = Self { style: Style::Text, live: false, help: false };
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("gateway") => match arguments.value()?.to_string_lossy().as_ref() {
                    "dpay" => {}
                    other => return Err(format!("there is no gateway `{other}`: dpay").into()),
                },
                Long("json") => wish.style = Style::Json,
                Long("live") => wish.live = true,
                Long("help") => wish.help = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(wish)
    }
}
