//! Streams of events (Smithy's `streaming` unions) in the format
//! [`application/vnd.amazon.eventstream`](https://smithy.io/2.0/aws/amazon-eventstream.html), in both directions.
//!
//! Events are members of a union. Each travels as a message of its own: some of its members in the message's headers, the others in its payload.

pub mod frame;
