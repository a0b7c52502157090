//! The whole story against the sandbox, no account needed: `cargo run --example checkout`.
//!
//! `-- --gateway dpay` plays one gateway, `-- --json` prints one JSON object a line, `-- --live`
//! asks a real account what it may ask without moving money.

mod browser;
mod dpay;
mod ipay;
mod letterbox;
mod live;
mod obmin;
mod paycore;
mod story;

use std::process::ExitCode;

use lexopt::Arg::{Long, Short};
use lexopt::ValueExt as _;
use pay_sandbox::Sandbox;

use story::{Failure, Story, Style};

/// The gateways that can be played alone.
const GATEWAYS: [&str; 4] = ["dpay", "ipay", "obmin", "paycore"];

const HELP: &str = "\
cargo run --example checkout -- [OPTIONS]

Plays payments of every gateway against the sandbox, over TLS, and checks its books.

  --gateway NAME  one gateway alone: dpay, ipay, obmin, paycore
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
        if wish.plays("dpay") {
            dpay::play(&mut story, &sandbox).await;
        }
        if wish.plays("ipay") {
            ipay::play(&mut story, &sandbox).await;
        }
        if wish.plays("obmin") {
            obmin::play(&mut story, &sandbox).await;
        }
        if wish.plays("paycore") {
            paycore::play(&mut story, &sandbox).await;
        }
    }
    story.end()
}

struct Wish {
    gateway: Option<String>,
    style: Style,
    live: bool,
    help: bool,
}

impl Wish {
    fn plays(&self, gateway: &str) -> bool {
        self.gateway.as_deref().is_none_or(|only| only == gateway)
    }

    fn read() -> Result<Self, Failure> {
        let mut wish = Self { gateway: None, style: Style::Text, live: false, help: false };
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("gateway") => match arguments.value()?.string()? {
                    name if GATEWAYS.contains(&name.as_str()) => wish.gateway = Some(name),
                    other => {
                        let known = GATEWAYS.join(", ");
                        return Err(format!("there is no gateway `{other}`: {known}").into());
                    }
                },
                Long("json") => wish.style = Style::Json,
                Long("live") => wish.live = true,
                Long("help") | Short('h') => wish.help = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if wish.live && !wish.plays("dpay") {
            return Err("`--live` asks at dpay alone".into());
        }
        Ok(wish)
    }
}
