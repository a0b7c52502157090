//! Everything the sandbox knows, behind one lock.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use crate::callback::{self, Delivery, Errand};
use crate::clock::{Time, later};
use crate::fault::{self, Faults, Rule};
use crate::gateway::{Action, Effects, Gateway, Refused};
use crate::json::Json;
use crate::ledger::Entry;

/// Makes a gateway that is reached at this address.
pub(crate) type Make = fn(base_url: &str, choices: Choices) -> Box<dyn Gateway>;

/// What was chosen at the start, and a reset does not take back.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Choices {
    /// iPay checks the signatures of Google's tokens.
    pub(crate) check_tokens: bool,
}

/// The world and the lock around it.
pub(crate) struct Shared {
    world: Mutex<World>,
}

impl Shared {
    pub(crate) fn new(world: World) -> Self {
        Self { world: Mutex::new(world) }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The gateways, their books and their time.
pub(crate) struct World {
    pub(crate) places: Vec<Place>,
    pub(crate) gateways: Vec<Box<dyn Gateway>>,
    pub(crate) ledger: Vec<Entry>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) time: Time,
    start: Time,
    choices: Choices,
    pub(crate) rules: Vec<Rule>,
    /// Counts resets, so that a callback of the time before finds no gateway.
    age: u64,
    errands: UnboundedSender<Errand>,
    /// How many callbacks have been sent and not yet reported.
    pub(crate) under_way: watch::Sender<usize>,
}

/// Where a gateway is served, and what came there.
pub(crate) struct Place {
    pub(crate) make: Make,
    pub(crate) base_url: String,
    pub(crate) requests: HashMap<String, usize>,
    pub(crate) connections: usize,
    pub(crate) resumed: usize,
}

impl Place {
    pub(crate) fn new(make: Make, base_url: String) -> Self {
        Self { make, base_url, requests: HashMap::new(), connections: 0, resumed: 0 }
    }
}

impl World {
    pub(crate) fn new(
        places: Vec<Place>,
        start: Time,
        choices: Choices,
        errands: UnboundedSender<Errand>,
    ) -> Self {
        let gateways = places.iter().map(|place| (place.make)(&place.base_url, choices)).collect();
        Self {
            places,
            gateways,
            ledger: Vec::new(),
            deliveries: Vec::new(),
            time: start,
            start,
            choices,
            rules: Vec::new(),
            age: 0,
            errands,
            under_way: watch::Sender::new(0),
        }
    }

    /// Everything as at the start; connections stay open.
    pub(crate) fn reset(&mut self) {
        self.age += 1;
        self.time = self.start;
        self.ledger.clear();
        self.deliveries.clear();
        self.rules.clear();
        for (place, gateway) in self.places.iter_mut().zip(&mut self.gateways) {
            *gateway = (place.make)(&place.base_url, self.choices);
            place.requests.clear();
            (place.connections, place.resumed) = (0, 0);
        }
    }

    /// Does what the control address or a test asks for.
    pub(crate) fn act(&mut self, gateway: &str, action: &Action<'_>) -> Result<Json, Refused> {
        self.settle();
        let at = self.index(gateway)?;
        let known = self.gateways[at].actions();
        if !known.contains(&action.name) {
            return Err(unknown("action", action.name, known));
        }
        let mut out = Effects::at(self.time.now());
        let done = self.gateways[at].act(action, &mut out)?;
        self.carry_out(at, out);
        self.settle();
        Ok(done)
    }

    /// Makes requests of one gateway fail.
    pub(crate) fn set_fault(
        &mut self,
        gateway: &str,
        on: Option<&str>,
        fault: &str,
        times: Option<u32>,
        args: Json,
    ) -> Result<(), Refused> {
        let gateway = &self.gateways[self.index(gateway)?];
        let names = [fault::OF_EVERY_GATEWAY, gateway.faults()].concat();
        if !names.contains(&fault) {
            return Err(unknown("fault", fault, &names));
        }
        if on.is_some_and(|on| fault::ends_with(fault::CALLBACK, on)) {
            if !gateway.callback_faults().contains(&fault) {
                return Err(unknown("fault of callbacks", fault, gateway.callback_faults()));
            }
        } else if let Some(on) = on
            && !gateway.routes().iter().any(|route| fault::ends_with(route, on))
        {
            return Err(unknown("path", on, gateway.routes()));
        }
        let known = fault::arguments(fault);
        let mut given = args.members().iter().map(|(name, _)| name.as_str());
        if let Some(stranger) = given.find(|name| !known.contains(name)) {
            return Err(unknown("argument", stranger, known));
        }
        if args.get("ms").is_some() && fault::milliseconds(&args).is_none() {
            let why = "`ms` must be a whole number up to 3600000";
            return Err(Refused::Unknown(why.to_owned()));
        }
        if args.get("s").is_some() && fault::seconds(&args).is_none() {
            let why = "`s` must be a whole number up to 3155760000";
            return Err(Refused::Unknown(why.to_owned()));
        }
        if times != Some(0) {
            let (on, fault) = (on.map(str::to_owned), fault.to_owned());
            self.rules.push(Rule { gateway: gateway.name(), on, fault, left: times, args });
        }
        Ok(())
    }

    /// Turns the clock, stopping at every timer on the way.
    pub(crate) fn advance(&mut self, by: Duration) {
        self.settle();
        let target = later(self.time.now(), by);
        while let Some(due) = self.next_due().filter(|due| *due <= target) {
            let step = due.duration_since(self.time.now()).unwrap_or_default();
            self.time.advance(step);
            self.settle();
        }
        let rest = target.duration_since(self.time.now()).unwrap_or_default();
        self.time.advance(rest);
        self.settle();
    }

    /// Fires every timer that is due.
    pub(crate) fn settle(&mut self) {
        let now = self.time.now();
        loop {
            let due =
                self.gateways.iter().enumerate().filter_map(|(at, one)| Some((one.due()?, at)));
            let Some((due, at)) = due.min().filter(|(due, _)| *due <= now) else {
                return;
            };
            let mut out = Effects::at(due);
            self.gateways[at].tick(&mut out);
            self.carry_out(at, out);
        }
    }

    /// Notes how a callback went and tells its gateway.
    pub(crate) fn delivered(&mut self, errand: Errand, status: Option<u16>) {
        if errand.age == self.age {
            self.report(errand, status);
        }
        // Last, so that a repetition is already counted when this one no longer is.
        self.under_way.send_modify(|count| *count -= 1);
    }

    fn report(&mut self, errand: Errand, status: Option<u16>) {
        let at = errand.gateway;
        let mut out = Effects::at(errand.at);
        self.deliveries.push(errand.report(self.gateways[at].name(), status));
        self.gateways[at].delivered(errand.callback, status, &mut out);
        self.carry_out(at, out);
        self.settle();
    }

    pub(crate) fn index(&self, gateway: &str) -> Result<usize, Refused> {
        let names: Vec<_> = self.gateways.iter().map(|gateway| gateway.name()).collect();
        let at = names.iter().position(|name| *name == gateway);
        at.ok_or_else(|| unknown("gateway", gateway, &names))
    }

    fn next_due(&self) -> Option<SystemTime> {
        self.gateways.iter().filter_map(|gateway| gateway.due()).min()
    }

    pub(crate) fn carry_out(&mut self, at: usize, out: Effects) {
        let gateway = self.gateways[at].name();
        for (kind, id, amount, currency) in out.entries {
            self.ledger.push(Entry { gateway, kind, id, amount, currency, at: out.now });
        }
        for callback in out.callbacks {
            if callback.anywhere || callback::is_local(&callback.url) {
                let mut faults = Faults::new(&mut self.rules, gateway, fault::CALLBACK);
                let Some(sent) = self.gateways[at].spoil(&callback, &mut faults) else {
                    continue;
                };
                let errand = Errand { age: self.age, gateway: at, at: out.now, callback, sent };
                // Nobody listens any more when the sandbox stops: nothing is to be sent then.
                if self.errands.send(errand).is_ok() {
                    self.under_way.send_modify(|count| *count += 1);
                }
            }
        }
    }
}

/// Says that a name is not known, and which are.
pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> Refused {
    Refused::Unknown(format!("unknown {what} `{name}`, known: {}", known.join(", ")))
}
