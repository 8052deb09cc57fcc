//! Counts how many operations reach a nested type from their input or output through members alone, which decides where its members are documented.

use super::{Field, Name, Operation, RustType, Structure, Type};
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
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&Field> = side.fields.iter().collect();
    while let Some(field) = waiting.pop() {
        let RustType::Named(name) = &field.value else { continue };
        if seen.insert(name.clone())
            && let Ok(index) = types.binary_search_by(|it| it.name().cmp(name))
            && let Some(Type::Structure(structure)) = types.get(index)
        {
            waiting.extend(&structure.fields);
        }
    }
    seen
}
