//! Pagination, by Smithy's [`paginated`](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait) trait: a call for each page, made when the page is
//! asked for.

use crate::client::{BoxFuture, Client};
use crate::error::Error;
use crate::operation::Operation;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// The input of an operation that returns its results in pages.
pub trait Paginated: Operation + Send + 'static {
    /// Makes this the input that asks for the page after `page`, and returns `true` if there is one. For [`Pages`], and implemented in generated code alone.
    #[doc(hidden)]
    fn turn(&mut self, page: &Self::Output) -> bool;
}

/// The input of a paginated operation whose pages hold items.
pub trait PaginatedItems: Paginated {
    /// The type of an item.
    type Item: Send;

    /// Returns the items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// Puts the token of the next page in its place, for [`Paginated::turn`]. Returns `false` if there is no next page: there is no token or, as some services mark
/// their last page, the same one again.
#[doc(hidden)]
pub fn replace<T: Clone + PartialEq>(token: &mut Option<T>, next: Option<&T>) -> bool {
    if next.is_none() || token.as_ref() == next {
        return false;
    }
    *token = next.cloned();
    true
}

/// A page, or the error of its call.
type Page<I> = Result<<I as Operation>::Output, Error<<I as Operation>::Error>>;

/// The pages of a paginated operation's results, from [`Client::pages`] or a builder.
///
/// Read them with [`next_page`](Self::next_page), or as a `Stream`; [`items`](Self::items) gives their items instead. Each page is a call, which is made when
/// the page is asked for. The last page is the one without a token for the next, or with the token that it was asked for with, as some services mark it.
/// Pages own their client and input, so they can be kept, and sent to another task.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime::{Client, Error, PaginatedItems};
/// # async fn example<I: PaginatedItems<Item = String>>(client: &Client, input: I) -> Result<(), Error<I::Error>> {
/// let mut names = client.pages(input).items();
/// while let Some(name) = names.next_item().await? {
///     println!("{name}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a page is asked for with `next_page`"]
pub struct Pages<I: Paginated> {
    client: Client,
    state: State<I>,
}

enum State<I: Paginated> {
    /// The input for the next page.
    Waiting(I),
    /// The call for a page, which returns its input along with the page.
    Calling(BoxFuture<'static, (I, Page<I>)>),
    /// There are no more pages.
    Ended,
}

impl<I: Paginated> Pages<I> {
    pub(crate) fn new(client: Client, input: I) -> Self {
        Self { client, state: State::Waiting(input) }
    }

    /// Calls for the next page. Returns `None` after the last one.
    ///
    /// Dropping the future loses nothing: the call goes on when this is called again, although its time limits keep running meanwhile.
    ///
    /// # Errors
    ///
    /// Returns the errors of the call. After an error, this calls for the same page again; a stream ends.
    pub async fn next_page(&mut self) -> Result<Option<I::Output>, Error<I::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// Returns the items of all pages one by one, in place of the pages.
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

// Nothing in it is structurally pinned: calls are boxed.
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
        f.debug_struct("Pages").field("operation", &I::operation().name).finish_non_exhaustive()
    }
}

/// The items of all pages of a paginated operation's results, from [`Pages::items`].
///
/// Read them with [`next_item`](Self::next_item), or as a `Stream`. A page is asked for when the items of the one before are used up.
#[must_use = "an item is asked for with `next_item`"]
pub struct Items<I: PaginatedItems> {
    pages: Pages<I>,
    of_page: vec::IntoIter<I::Item>,
}

impl<I: PaginatedItems> Items<I> {
    /// Returns the next item, or `None` after the last one.
    ///
    /// This may call for a page, or for several if pages are empty. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Returns the errors of the calls. After an error, this calls for the same page again; a stream ends.
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

// Items are moved out, never pinned.
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
        f.debug_struct("Items").field("operation", &I::operation().name).finish_non_exhaustive()
    }
}
