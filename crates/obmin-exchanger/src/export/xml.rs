//! `GET /service/export/xml/{code}` (source: the provider's page for partners; the elements are
//! those of the monitoring standard, which is inferred)

use pay_wire::{Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};
use roxmltree::{Document, Error, Node, ParsingOptions};
use snafu::{OptionExt as _, ensure};

use super::{Rate, Rates};
use crate::error::{Fault, NotDocumentedSnafu, XmlSnafu};
use crate::{Obmin, wire};

/// The most nodes that a document may have: an export of the [longest](wire::LONG) size has
/// fewer.
const MOST_NODES: u32 = 2_000_000;

/// Asks for the rates of all routes as XML.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "nothing is sent until a client sends it"]
pub struct GetXmlRates<'a> {
    code: Option<&'a str>,
}

impl<'a> GetXmlRates<'a> {
    /// Without a partner's code, as the engine's own pages ask.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a partner's code, which stands in the address; `public` may be one (inferred).
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn of(code: &'a str) -> Result<Self> {
        Ok(Self { code: Some(super::check(code)?) })
    }
}

impl Endpoint for GetXmlRates<'_> {
    type Gateway = Obmin;
    type Response = Rates;

    const NAME: &'static str = "export/xml";
    const SAFETY: Safety = Safety::ReadOnly;
    const MAX_ANSWER: usize = wire::LONG;

    fn encode(&self, gateway: &Obmin, _: &Stamp) -> Result<WireRequest> {
        super::seal("xml", self.code, gateway)
    }

    fn decode(&self, _: &Obmin, answer: &WireResponse) -> Result<Rates> {
        super::open(answer, |document| {
            let text = str::from_utf8(document).ok();
            let text = text.context(NotDocumentedSnafu { lacks: "it is not UTF-8" })?;
            Ok(read(text)?)
        })
    }
}

/// No document type, so no entities but the five of XML; nesting costs no stack.
fn read(text: &str) -> Result<Rates, Fault> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| unreadable(&error))?;
    let root = document.root_element();
    ensure!(root.has_tag_name("rates"), NotDocumentedSnafu { lacks: "its root is not `rates`" });
    let items = root.children().filter(|node| node.has_tag_name("item"));
    Rates::of(items.map(columns))
}

fn columns(item: Node<'_, '_>) -> Rate {
    let text = |column: Node<'_, '_>| {
        column
            .children()
            .filter_map(|node| node.text().filter(|_| node.is_text()))
            .collect::<String>()
    };
    let elements = item.children().filter(Node::is_element);
    Rate::of(elements.map(|column| (column.tag_name().name().into(), text(column).trim().into())))
}

/// What is wrong and where, without the words of the document.
fn unreadable(error: &Error) -> Fault {
    let what = match error {
        Error::DtdDetected => "it has a document type, which could define entities",
        Error::NodesLimitReached => "it has too many elements",
        Error::UnknownEntityReference(..) => "it has an entity that it does not define",
        _ => "it is not well-formed",
    };
    XmlSnafu { what, line: error.pos().row }.build()
}
