//! Inline collections as the files of a model have them: nobody wrote their names.

use super::traits::Synthetic;
use super::{Model, ShapeId, ShapeKind};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// How many collections may be one in the other; more are shown by their names.
const DEEPEST: usize = 8;

impl Model {
    /// Returns a target as a file has it: an id, or an inline collection such as `[example#Name]`.
    pub(crate) fn written(&self, target: &ShapeId) -> String {
        self.written_within(target, DEEPEST)
    }

    fn written_within(&self, target: &ShapeId, depth: usize) -> String {
        let inline = self.shape(target).filter(|shape| depth > 0 && shape.traits.has::<Synthetic>());
        let part = |id: &ShapeId| match id.is_prelude() {
            true => id.name().to_owned(),
            false => self.written_within(id, depth.saturating_sub(1)),
        };
        match inline.map(|shape| &shape.kind) {
            Some(ShapeKind::List(list)) => format!("[{}]", part(&list.member.target.id)),
            Some(ShapeKind::Map(map)) => {
                format!("{{{}: {}}}", part(&map.key.target.id), part(&map.value.target.id))
            }
            _ => target.to_string(),
        }
    }

    /// Replaces the names of inline collections in findings by what files have.
    pub(crate) fn spell_out_inline_collections(&self, findings: &mut Diagnostics) {
        for finding in findings.iter_mut() {
            let Diagnostic { message, help, .. } = finding;
            *message = self.spelled_out(message);
            if let Some(help) = help {
                *help = self.spelled_out(help).into();
            }
        }
    }

    fn spelled_out(&self, text: &str) -> String {
        let mark = format!("#{}", Synthetic::PREFIX);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(&mark) {
            let is_of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let start = before.rfind(|c| !is_of_id(c)).map_or(0, |last| last + 1);
            let length = after.get(1..).and_then(|name| name.find(|c| !is_of_id(c)));
            let end = at + length.map_or(after.len(), |length| length + 1);
            let id = rest.get(start..end).and_then(|id| ShapeId::parse(id).ok());
            out.push_str(rest.get(..start).unwrap_or_default());
            match id {
                Some(id) => out.push_str(&self.written(&id)),
                None => out.push_str(rest.get(start..end).unwrap_or_default()),
            }
            rest = rest.get(end..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }
}
