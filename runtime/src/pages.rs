//! Operations that give their results in pages, by Smithy's [`paginated`](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait) trait: a call
//! for each page, made when the page is asked for.

use crate::client::{BoxFuture, Client};
use crate::error::Error;
use crate::operation::Operation;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// The input of an operation that gives its results in pages.
pub trait Paginated: Operation + Send + 'static {
    /// Makes this the input that asks for the page after this one, and says whether there is one. For [`Pages`], and in generated code alone.
    #[doc(hidden)]
    fn turn(&mut self, page: &Self::Output) -> bool;
}

/// The input of an operation whose pages have items: what the pages are about.
pub trait PaginatedItems: Paginated {
    /// What each is.
    type Item: Send;

    /// Those of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// Puts the token of the next page in its place: [`Paginated::turn`]. There is no next page where there is no token or, as some services mark their last
/// page, the same one again.
#[doc(hidden)]
pub fn replace<T: Clone + PartialEq>(token: &mut Option<T>, next: Option<&T>) -> bool {
    if next.is_none() || token.as_ref() == next {
        return false;
    }
    *token = next.cloned();
    true
}

/// A page, or why there is none.
type Page<I> = Result<<I as Operation>::Output, Error<<I as Operation>::Error>>;

/// The pages of an operation's results, from [`Client::pages`] or a builder: [`next_page`](Self::next_page), or a stream. Nothing is sent before the first
/// page is asked for, and no page before it is. A page without a token is the last one, and so is one with the token that it was asked for with, as some
/// services have it. Pages can be kept, and sent to another task.
#[must_use = "a page is asked for with `next_page`"]
pub struct Pages<I: Paginated> {
    client: Client,
    state: State<I>,
}

enum State<I: Paginated> {
    /// The next page is asked for with this.
    Waiting(I),
    /// What comes with the page is what it was asked for with.
    Calling(BoxFuture<'static, (I, Page<I>)>),
    /// There is no more.
    Ended,
}

impl<I: Paginated> Pages<I> {
    pub(crate) fn new(client: Client, input: I) -> Self {
        Self { client, state: State::Waiting(input) }
    }

    /// Calls for the next page; `None` after the last one. A wait that is given up loses nothing: the call goes on when this is called again, though its
    /// time limits go on meanwhile.
    ///
    /// # Errors
    /// Those of the call. After one, this calls for the same page again; a stream ends.
    pub async fn next_page(&mut self) -> Result<Option<I::Output>, Error<I::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// The items of all pages one by one, in place of the pages.
    pub fn items(self) -> Items<I>
    where
        I: PaginatedItems,
    {
        Items { pages: self, of_page: Vec::new().into_iter() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Page<I>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Waiting(input) => {
                    let client = self.client.clone();
                    self.state = State::Calling(Box::pin(async move {
                        let result = client.call(&input, None).await;
                        (input, result)
                    }));
                }
                State::Calling(mut call) => {
                    let Poll::Ready((mut input, result)) = call.as_mut().poll(context) else {
                        self.state = State::Calling(call);
                        return Poll::Pending;
                    };
                    if result.as_ref().map_or(true, |page| input.turn(page)) {
                        self.state = State::Waiting(input);
                    }
                    return Poll::Ready(Some(result));
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}

// What it holds is never pinned in place: calls are in boxes.
impl<I: Paginated> Unpin for Pages<I> {}

impl<I: Paginated> Stream for Pages<I> {
    type Item = Page<I>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = self.poll(context);
        if let Poll::Ready(Some(Err(_))) = polled {
            self.state = State::Ended;
        }
        polled
    }
}

impl<I: Paginated> fmt::Debug for Pages<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("operation", &I::OPERATION.name).finish_non_exhaustive()
    }
}

/// The items of all pages of an operation's results, from [`Pages::items`]: [`next_item`](Self::next_item), or a stream. A page is asked for when the items of
/// the one before are used up.
#[must_use = "an item is asked for with `next_item`"]
pub struct Items<I: PaginatedItems> {
    pages: Pages<I>,
    of_page: vec::IntoIter<I::Item>,
}

impl<I: PaginatedItems> Items<I> {
    /// The next item, for which this may call for a page, or for several where pages are empty; `None` after the last one.
    ///
    /// # Errors
    /// Those of the calls. After one, this calls for the same page again; a stream ends.
    pub async fn next_item(&mut self) -> Result<Option<I::Item>, Error<I::Error>> {
        loop {
            if let Some(item) = self.of_page.next() {
                return Ok(Some(item));
            }
            let Some(page) = self.pages.next_page().await? else { return Ok(None) };
            self.of_page = I::items(page).into_iter();
        }
    }
}

// The items are only handed over.
impl<I: PaginatedItems> Unpin for Items<I> {}

impl<I: PaginatedItems> Stream for Items<I> {
    type Item = Result<I::Item, Error<I::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.of_page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.of_page = I::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<I: PaginatedItems> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &I::OPERATION.name).finish_non_exhaustive()
    }
}
