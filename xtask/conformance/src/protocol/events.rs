//! The cases of `eventStreamTests`: what a client sends as events, and how it reads those that it receives.

mod case;
mod judge;
mod program;

pub(super) use case::{EventsCase, events};
pub(super) use judge::judge;
pub(super) use program::body;
