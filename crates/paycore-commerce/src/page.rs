//! Lists: their filters, their pages, and going through all of them.
//!
//! What is known of them is little: the filter by `reference_id` was seen in a client, everything
//! else is of the vendor's sister API or of its filter library (inferred).

use std::collections::HashSet;
use std::fmt::Write as _;

use pay_wire::{Answer, Endpoint, Members, Result};
use snafu::ensure;

use crate::PayCore;
use crate::error::PageSnafu;
use crate::id::percent;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    filters: Vec<(String, String)>,
    number: Option<u32>,
    size: Option<u32>,
}

impl Query {
    /// `filter[name]=value`, once for each name; `name` may have an operator, `created][gte`.
    pub(crate) fn filter(&mut self, name: &str, value: impl Into<String>) {
        self.filters.retain(|(there, _)| there != name);
        self.filters.push((name.to_owned(), value.into()));
    }

    pub(crate) fn number(&mut self, number: u32) -> Result<()> {
        ensure!(number > 0, PageSnafu { what: "a page's number" });
        self.number = Some(number);
        Ok(())
    }

    pub(crate) fn size(&mut self, size: u32) -> Result<()> {
        ensure!(size > 0, PageSnafu { what: "the size of a page" });
        self.size = Some(size);
        Ok(())
    }

    fn page(&self) -> u32 {
        self.number.unwrap_or(1)
    }

    /// `path`, and what is asked for behind it.
    pub(crate) fn behind(&self, path: &str) -> String {
        let filters =
            self.filters.iter().map(|(name, value)| (format!("filter[{name}]"), value.clone()));
        let page = |name: &str, number: Option<u32>| {
            number.map(|number| (format!("page[{name}]"), number.to_string()))
        };
        let pages = [page("number", self.number), page("size", self.size)];
        let mut target = path.to_owned();
        for (at, (name, value)) in filters.chain(pages.into_iter().flatten()).enumerate() {
            let separator = if at == 0 { '?' } else { '&' };
            write!(target, "{separator}{}={}", percent(&name), percent(&value))
                .expect("a `String` takes what is written");
        }
        target
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    items: Vec<T>,
    total: Option<i64>,
    pages: Option<i64>,
}

impl<T> Page<T> {
    pub(crate) fn read(top: &Members, items: Vec<T>) -> Self {
        let meta = top.object("meta");
        Self { items, total: meta.integer("total"), pages: meta.integer("pages") }
    }

    /// What is on it, newest first (inferred).
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// What is on it.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// How many there are on all pages, where the gateway says so (inferred).
    pub fn total(&self) -> Option<i64> {
        self.total
    }

    /// How many pages there are, where the gateway says so (inferred).
    pub fn pages(&self) -> Option<i64> {
        self.pages
    }
}

/// A list that can be gone through page by page: [`ListInvoices`](crate::ListInvoices),
/// [`ListPayouts`](crate::ListPayouts).
pub trait List:
    Endpoint<Gateway = PayCore, Response = Answer<Page<Self::Item>>> + Clone + sealed::Paged
{
    /// What is on its pages.
    type Item: sealed::Listed;
}

pub(crate) mod sealed {
    use super::Query;

    pub trait Paged {
        #[doc(hidden)]
        fn query(&mut self) -> &mut impl Numbered;
    }

    pub trait Numbered {
        #[doc(hidden)]
        fn set(&mut self, number: u32);
        #[doc(hidden)]
        fn get(&self) -> u32;
    }

    impl Numbered for Query {
        fn set(&mut self, number: u32) {
            self.number = Some(number);
        }

        fn get(&self) -> u32 {
            self.page()
        }
    }

    pub trait Listed {
        #[doc(hidden)]
        fn key(&self) -> &str;
    }
}

/// Goes through a list: a pure machine that tells which page to ask for next.
///
/// It ends where a page brings nothing that was not there before: with an empty page, and also at
/// a gateway that ignores page numbers. What moved to a later page because something new came is
/// given out once; where a whole page of new ones comes between two questions, it ends too early.
/// A list that must be whole asks for a span of time that is over (`created_to`).
#[derive(Clone, Debug)]
pub struct Pager<L> {
    list: L,
    seen: HashSet<Box<str>>,
    done: bool,
}

/// What a [`Pager`] wants.
#[derive(Clone, Copy, Debug)]
pub enum PagerStep<'p, L> {
    /// Ask for this page, and give what comes to [`Pager::take`].
    Ask(&'p L),
    /// Nothing more.
    Done,
}

impl<L: List> Pager<L> {
    /// Through this list, from the page that it asks for.
    pub fn new(list: L) -> Self {
        Self { list, seen: HashSet::new(), done: false }
    }

    /// What is wanted now; the same until a page is taken, so a question that failed can be asked
    /// again.
    pub fn next(&self) -> PagerStep<'_, L> {
        if self.done { PagerStep::Done } else { PagerStep::Ask(&self.list) }
    }

    /// Takes the page that was asked for, and gives back what is new on it; `None` if nothing is.
    pub fn take(&mut self, page: Answer<Page<L::Item>>) -> Option<Answer<Page<L::Item>>> {
        let seen = &mut self.seen;
        let page = page.try_map(|mut page| {
            page.items.retain(|item| seen.insert(sealed::Listed::key(item).into()));
            Ok(page)
        });
        let page = page.ok().filter(|page| !page.items.is_empty());
        let query = sealed::Paged::query(&mut self.list);
        let following = sealed::Numbered::get(query).checked_add(1);
        match (&page, following) {
            (Some(_), Some(following)) => sealed::Numbered::set(query, following),
            _ => self.done = true,
        }
        page
    }
}

/// A [`Pager`], driven by a client.
///
/// ```no_run
/// # async fn all(client: &paycore_commerce::Client) -> paycore_commerce::Result<()> {
/// use paycore_commerce::{InvoiceStatus, ListInvoices, Pages};
///
/// let mut pages = Pages::of(client, ListInvoices::new().status(&InvoiceStatus::Processed));
/// while let Some(page) = pages.next().await {
///     for invoice in page?.items() {
///         println!("{:?} {:?}", invoice.reference_id(), invoice.processed_amount());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
#[derive(Debug)]
pub struct Pages<'c, L> {
    client: &'c crate::Client,
    pager: Pager<L>,
}

#[cfg(feature = "client")]
impl<'c, L: List> Pages<'c, L> {
    /// Of this list.
    pub fn of(client: &'c crate::Client, list: L) -> Self {
        Self { client, pager: Pager::new(list) }
    }

    /// The next page with what is new on it; `None` at the end. After an error the same page is
    /// asked for again.
    pub async fn next(&mut self) -> Option<Result<Answer<Page<L::Item>>>> {
        let PagerStep::Ask(list) = self.pager.next() else { return None };
        match self.client.send(list).await {
            Ok(page) => self.pager.take(page).map(Ok),
            Err(error) => Some(Err(error)),
        }
    }
}
