//! What compilers and clippy would say of the code of a service that follows from its model alone.

use super::{Service, Structure, Type};

impl Service {
    /// Whether the type of a field is so nested that people would give a part of it a name.
    #[must_use]
    pub fn is_nested_deep(&self) -> bool {
        const DEEP: usize = 4;
        let structures = self.operations.iter().flat_map(|it| [&it.input, &it.output]).chain(&self.errors);
        let types = self.types.iter().filter_map(|it| match it {
            Type::Structure(structure) => Some(structure),
            _ => None,
        });
        let mut fields = structures.chain(types).flat_map(|structure| &structure.fields);
        fields.any(|field| field.value.nesting() >= DEEP)
    }

    /// Whether anything in it is marked as deprecated.
    #[must_use]
    pub fn has_deprecated(&self) -> bool {
        let structure = |it: &Structure| {
            it.deprecated.is_some() || it.fields.iter().any(|field| field.deprecated.is_some())
        };
        self.operations
            .iter()
            .any(|it| it.deprecated.is_some() || structure(&it.input) || structure(&it.output))
            || self.errors.iter().any(structure)
            || self.types.iter().any(|it| match it {
                Type::Structure(it) => structure(it),
                Type::Union(it) => it.deprecated.is_some(),
                Type::Enum(it) => it.deprecated.is_some(),
                Type::IntEnum(it) => it.deprecated.is_some(),
            })
    }
}
