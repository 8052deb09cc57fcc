//! Counts how many operations reach a nested type from their input or output through members alone, which decides where its members are documented.

use super::{Name, Operation, RustType, Structure, Type};
use crate::model::reachable;
use std::collections::{BTreeMap, BTreeSet};

/// Sets on each structure how many operations reach it from their input through members alone, and how many from their output.
pub(super) fn count(operations: &[Operation], types: &mut [Type]) {
    let takers = counts(operations.iter().map(|operation| &operation.input), types);
    let readers = counts(operations.iter().map(|operation| &operation.output), types);
    for it in types {
        if let Type::Structure(structure) = it {
            structure.takers = takers.get(&structure.name).copied().unwrap_or_default();
            structure.readers = readers.get(&structure.name).copied().unwrap_or_default();
        }
    }
}

fn counts<'a>(sides: impl Iterator<Item = &'a Structure>, types: &[Type]) -> BTreeMap<Name, usize> {
    let mut counts = BTreeMap::new();
    for name in sides.flat_map(|side| reached(side, types)) {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

fn reached(side: &Structure, types: &[Type]) -> BTreeSet<Name> {
    let structure = |name: Name| match types.get(types.binary_search_by(|it| it.name().cmp(&name)).ok()?)? {
        Type::Structure(structure) => Some(structure),
        _ => None,
    };
    reachable(held(side), |name| structure(name).into_iter().flat_map(held))
}

/// Returns the types that fields hold without a list or map in between.
fn held(structure: &Structure) -> impl Iterator<Item = Name> {
    structure.fields.iter().filter_map(|field| match &field.value {
        RustType::Named(name) => Some(name.clone()),
        _ => None,
    })
}
