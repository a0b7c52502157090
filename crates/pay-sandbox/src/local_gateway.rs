//! What every gateway's handle can do.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::SystemTime;

use crate::fault::{Fault, FaultRule};
use crate::gateway::{Action, Gateway, Refused};
use crate::json::Json;
use crate::world::Shared;

/// One gateway of a running sandbox, whichever it is.
///
/// The handles of the gateways, such as [`Dpay`](crate::dpay::Dpay), deref to it.
#[derive(Clone)]
pub struct LocalGateway {
    shared: Arc<Shared>,
    name: &'static str,
    addr: SocketAddr,
}

impl LocalGateway {
    pub(crate) fn new(shared: Arc<Shared>, name: &'static str, addr: SocketAddr) -> Self {
        Self { shared, name, addr }
    }

    /// The gateway's name on the control address and in the books, such as `dpay`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Scheme, address and port, without a final slash.
    pub fn base_url(&self) -> String {
        let world = self.shared.world();
        world.places[self.index(&world)].base_url.clone()
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Makes it fail: `fault(Fault::CloseAfterEffect).on("payment/process").once()`.
    pub fn fault(&self, fault: Fault) -> FaultRule {
        FaultRule::new(Arc::clone(&self.shared), self.name, fault)
    }

    /// Does to an order what no API call can do, such as letting its payer pay. The actions and
    /// their arguments are those of `POST /act`.
    ///
    /// # Errors
    ///
    /// If there is no such action or order, or its state does not allow it.
    pub fn act(&self, id: &str, action: &str) -> Result<(), Refused> {
        self.do_act(id, action, "{}", false)
    }

    /// The same with arguments, a JSON object: `r#"{"amount":"90.00"}"#`.
    ///
    /// # Errors
    ///
    /// As [`act`](Self::act), and if the arguments are wrong.
    pub fn act_with(&self, id: &str, action: &str, args: &str) -> Result<(), Refused> {
        self.do_act(id, action, args, false)
    }

    /// The same in a state that does not allow it.
    ///
    /// # Errors
    ///
    /// If there is no such action or order.
    pub fn force(&self, id: &str, action: &str) -> Result<(), Refused> {
        self.do_act(id, action, "{}", true)
    }

    /// How many requests came whose path ends so (`payment/process`, or `payout-invoices/{id}`,
    /// where what stands in braces is any segment), or that asked for this action of iPay
    /// (`PaymentCreate`); all of them for `""`.
    pub fn requests(&self, path: &str) -> usize {
        let world = self.shared.world();
        let requests = &world.places[self.index(&world)].requests;
        let counted =
            requests.iter().filter(|(at, _)| path.is_empty() || *at == path || ends_so(at, path));
        counted.map(|(_, count)| count).sum()
    }

    /// How many connections were accepted.
    pub fn connections(&self) -> usize {
        let world = self.shared.world();
        world.places[self.index(&world)].connections
    }

    /// How many TLS handshakes resumed an earlier session.
    pub fn resumed(&self) -> usize {
        let world = self.shared.world();
        world.places[self.index(&world)].resumed
    }

    /// Gives access to the gateway's own machine.
    pub(crate) fn with<G: Gateway, R>(&self, work: impl FnOnce(&mut G) -> R) -> R {
        let mut world = self.shared.world();
        let at = self.index(&world);
        let gateway: &mut dyn std::any::Any = world.gateways[at].as_mut();
        work(gateway.downcast_mut().expect("a handle knows its gateway"))
    }

    /// Does the action, and gives what the control address answers to it.
    pub(crate) fn ask(
        &self,
        id: &str,
        name: &str,
        args: &Json,
        force: bool,
    ) -> Result<Json, Refused> {
        self.shared.world().act(self.name, &Action { id, name, args, force })
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.shared.world().time.now()
    }

    pub(crate) fn ready(&self) -> Json {
        let world = self.shared.world();
        world.gateways[self.index(&world)].ready()
    }

    pub(crate) fn greeting(&self) -> String {
        let world = self.shared.world();
        world.gateways[self.index(&world)].greeting()
    }

    fn do_act(&self, id: &str, name: &str, args: &str, force: bool) -> Result<(), Refused> {
        let args = Json::read(args.as_bytes())
            .filter(|args| matches!(args, Json::Object(_)))
            .ok_or_else(|| Refused::Unknown("the arguments must be a JSON object".to_owned()))?;
        self.ask(id, name, &args, force).map(drop)
    }

    fn index(&self, world: &crate::world::World) -> usize {
        world.index(self.name).expect("the gateway has been started")
    }
}

impl fmt::Debug for LocalGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalGateway")
            .field("name", &self.name)
            .field("addr", &self.addr)
            .finish_non_exhaustive()
    }
}

/// Whether a path ends with these segments; one in braces stands for any.
fn ends_so(path: &str, end: &str) -> bool {
    let mut segments = path.rsplit('/');
    end.trim_start_matches('/').rsplit('/').all(|wanted| {
        let fits =
            |segment: &str| wanted == segment || wanted.starts_with('{') && !segment.is_empty();
        segments.next().is_some_and(fits)
    })
}
