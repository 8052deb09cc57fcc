//! How many operations give a nested type back, which decides where its members are shown.

use super::{Field, Name, Operation, RustType, Structure, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Notes on each structure how many operations have it in their output.
pub(super) fn count(operations: &[Operation], types: &mut [Type]) {
    let mut counts: BTreeMap<Name, usize> = BTreeMap::new();
    for operation in operations {
        for name in reached(&operation.output, types) {
            *counts.entry(name).or_default() += 1;
        }
    }
    for it in types {
        if let Type::Structure(structure) = it {
            structure.readers = counts.get(&structure.name).copied().unwrap_or_default();
        }
    }
}

fn reached(output: &Structure, types: &[Type]) -> BTreeSet<Name> {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&Field> = output.fields.iter().collect();
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
