//! The query: literal parameters of the URI pattern, members, and entries of maps.

use super::text;
use super::uri::push_encoded;
use crate::schema::Member;
use crate::timestamp::Format;
use crate::value::{Map, View};
use percent_encoding::percent_decode_str;

type Written = Result<(), &'static str>;

/// A query being written.
pub(super) struct Query(String);

impl Query {
    /// Starts with the literal parameters of a URI pattern.
    pub(super) fn new(literal: &str) -> Self {
        Self(literal.to_owned())
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Adds a member as the parameter `name`, which is repeated for the elements of a list.
    pub(super) fn push(&mut self, name: &str, view: View<'_>, member: &Member) -> Written {
        match view {
            View::Unset => Ok(()),
            View::List(list) => {
                let element = member.element().unwrap_or(member);
                let mut written = Ok(());
                list.each(&mut |view| {
                    if written.is_ok() && !matches!(view, View::Unset) {
                        written = self.push_one(name, view, element);
                    }
                });
                written
            }
            view => self.push_one(name, view, member),
        }
    }

    fn push_one(&mut self, name: &str, view: View<'_>, member: &Member) -> Written {
        let value = text::write(view, member, Format::DateTime)?;
        if !self.0.is_empty() {
            self.0.push('&');
        }
        push_encoded(&mut self.0, name);
        self.0.push('=');
        push_encoded(&mut self.0, &value);
        Ok(())
    }

    /// Adds the entries of a map as parameters, except for those whose names are already `taken`.
    pub(super) fn push_map(
        &mut self,
        map: &dyn Map,
        member: &Member,
        taken: impl Fn(&str) -> bool,
    ) -> Written {
        let element = member.element().unwrap_or(member);
        let mut written = Ok(());
        map.each(&mut |key, view| {
            if written.is_ok() && !taken(key) {
                written = self.push(key, view, element);
            }
        });
        written
    }
}

/// Checks whether this is one of the literal parameters of a URI pattern.
pub(super) fn is_literal(literal: &str, name: &str) -> bool {
    let names = literal.split('&').map(|parameter| parameter.split('=').next().unwrap_or_default());
    names.into_iter().any(|encoded| percent_decode_str(encoded).eq(name.bytes()))
}
