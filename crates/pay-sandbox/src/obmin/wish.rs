//! What `order/create` is told besides route and amount, with the limits of the document's table.

use super::params::Params;
use super::refusal::Refusal;
use super::value::Value;

pub(super) struct Wishes {
    pub(super) partner: Option<String>,
    pub(super) client_callback_url: Option<String>,
    pub(super) ipn_url: Option<String>,
    pub(super) ipn_secret: Option<String>,
    pub(super) type_client: Option<String>,
    pub(super) hide_out_data: bool,
    pub(super) skip_preview: bool,
    pub(super) from_values: Vec<(String, String)>,
    pub(super) to_values: Vec<(String, String)>,
    pub(super) route_values: Vec<(String, String)>,
}

impl Wishes {
    pub(super) fn read(params: &Params) -> Result<Self, Refusal> {
        let from_values = values(params, "fromValues")?;
        let to_values = values(params, "toValues")?;
        let route_values = values(params, "routeValues")?;
        params.text("lang", 3)?;
        let partner = params.text("partner", 100)?.filter(|partner| !partner.is_empty());
        let hide_out_data = params.flag("hideOutData")?.unwrap_or_default();
        let client_callback_url = params.url("clientCallbackUrl", 200)?;
        let ipn_url = params.url("ipnUrl", 200)?;
        let ipn_secret = params.text("ipnSecret", 200)?;
        let skip_preview = params.flag("skipPreview")?.unwrap_or_default();
        let type_client = params.text("typeClient", 100)?.filter(|client| !client.is_empty());
        Ok(Self {
            partner,
            client_callback_url,
            ipn_url,
            ipn_secret,
            type_client,
            hide_out_data,
            skip_preview,
            from_values,
            to_values,
            route_values,
        })
    }
}

/// An array of `{key,value}`; of a key that comes twice the first counts.
fn values(params: &Params, name: &str) -> Result<Vec<(String, String)>, Refusal> {
    let pair = |item: &Value| {
        let key = item.get("key")?.to_text();
        Some((key, item.get("value").map(Value::to_text).unwrap_or_default()))
    };
    let pairs = params.list(name)?.iter().map(pair).collect::<Option<_>>();
    pairs.ok_or_else(|| Refusal::wrong(name, "must be an array of key and value"))
}
