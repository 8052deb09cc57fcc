//! How a builder knows, when it is compiled, which required members were given.

/// In a builder's type: the required member has not been set.
#[derive(Debug)]
pub enum Missing {}

/// In a builder's type: the required member has been set.
#[derive(Debug)]
pub enum Given {}

/// Says that the required member `Member` has been set. A builder finishes only where this holds for each of them; where it doesn't, the
/// compiler names the one that is missing.
#[diagnostic::on_unimplemented(
    message = "the required member `{Member}` has not been set",
    label = "`{Member}` is missing: call `.{Member}(…)` before this"
)]
pub trait Has<Member> {}

impl<Member> Has<Member> for Given {}
