//! Event streams (Smithy's `streaming` unions) in the format
//! [`application/vnd.amazon.eventstream`](https://smithy.io/2.0/aws/amazon-eventstream.html), in both directions.
//!
//! Events are members of a union. Each travels as a message of its own: some of its members in the message's headers, the others in its payload.
//! An input has an [`EventStream`], which any stream of events can become; an output has an [`EventReceiver`]. Both may be under way at once.

mod binding;
mod channel;
mod event;
pub mod frame;
mod messages;
mod receiver;
mod sending;
mod sign;
mod stream;

pub use channel::{EventSender, SendError, channel};
pub use receiver::{EventReceiver, ReceivedEvent};
pub use sign::Chain;
pub use stream::EventStream;

pub(crate) use binding::{Unread, accept, attach, bind, detach};
pub(crate) use sending::{Listener, Sending, heard, unsendable};
