//! Properties of a service's code that make rustc or clippy warn, and that follow from its model alone.

use super::{RustType, Service, Structure, Type};

impl Service {
    /// Returns whether a field has a type so nested that clippy would suggest an alias for a part of it.
    #[must_use]
    pub fn is_nested_deep(&self) -> bool {
        const DEEP: usize = 4;
        let structures = self.operations.iter().flat_map(|it| [&it.input, &it.output]).chain(&self.errors);
        let is_deep = |value: &RustType| value.nesting() >= DEEP;
        let structure = |it: &Structure| it.fields.iter().any(|field| is_deep(&field.value));
        structures.into_iter().any(structure)
            || self.types.iter().any(|it| match it {
                Type::Structure(it) => structure(it),
                Type::Union(it) => it.variants.iter().any(|variant| is_deep(&variant.value)),
                Type::Enum(_) | Type::IntEnum(_) => false,
            })
    }

    /// Returns whether anything in it is deprecated.
    #[must_use]
    pub fn has_deprecated(&self) -> bool {
        let structure = |it: &Structure| {
            it.deprecated.is_some() || it.fields.iter().any(|field| field.deprecated.is_some())
        };
        let mut operations = self.operations.iter();
        self.deprecated.is_some()
            || operations.any(|it| it.deprecated.is_some() || structure(&it.input) || structure(&it.output))
            || self.errors.iter().any(structure)
            || self.types.iter().any(|it| match it {
                Type::Structure(it) => structure(it),
                Type::Union(it) => {
                    it.deprecated.is_some() || it.variants.iter().any(|it| it.deprecated.is_some())
                }
                Type::Enum(it) => {
                    it.deprecated.is_some() || it.values.iter().any(|it| it.deprecated.is_some())
                }
                Type::IntEnum(it) => {
                    it.deprecated.is_some() || it.values.iter().any(|it| it.deprecated.is_some())
                }
            })
    }
}
