//! Counts how many operations reach a nested type through members alone, which decides where its members are documented.

use super::{Name, Operation, RustType, Structure, Type, find_type};
use crate::model::reachable;
use std::collections::{BTreeMap, BTreeSet};

/// Sets on each structure how many operations reach it from their input or output through members alone.
pub(super) fn count(operations: &[Operation], types: &mut [Type]) {
    let mut users: BTreeMap<Name, usize> = BTreeMap::new();
    for operation in operations {
        let mut names = reached(&operation.input, types);
        names.append(&mut reached(&operation.output, types));
        names.into_iter().for_each(|name| *users.entry(name).or_default() += 1);
    }
    for it in types {
        if let Type::Structure(structure) = it {
            structure.users = users.get(&structure.name).copied().unwrap_or_default();
        }
    }
}

fn reached(side: &Structure, types: &[Type]) -> BTreeSet<Name> {
    let structure = |name: Name| match find_type(types, &name)? {
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
