//! What the program says when it is ready.

use crate::json::Json;
use crate::sandbox::Sandbox;

impl Sandbox {
    /// One line for programs: addresses, credentials, and where the authority's certificate lies.
    pub fn ready_line(&self, authority_file: Option<&str>) -> String {
        let gateways =
            self.gateways().iter().map(|gateway| (gateway.name().to_owned(), gateway.ready()));
        let ready = Json::object([
            ("ready", Json::Bool(true)),
            ("authority", authority_file.map_or(Json::Null, Json::text)),
            ("control", Json::text(self.control_url())),
            ("gateways", Json::Object(gateways.collect())),
        ]);
        ready.to_string()
    }

    /// The same for people.
    pub fn greeting(&self, authority_file: Option<&str>) -> String {
        let gateways: Vec<_> =
            self.gateways().iter().map(super::local_gateway::LocalGateway::greeting).collect();
        let authority = authority_file.unwrap_or("none, this is plain HTTP");
        format!(
            "{}\n\nauthority  {authority}\ncontrol    {}\n\nCtrl-C stops.",
            gateways.join("\n"),
            self.control_url()
        )
    }
}
