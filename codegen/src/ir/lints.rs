//! Properties of a service's code that make rustc or clippy warn, and that follow from its model alone.

use super::{RustType, Service, Structure, Type};

impl Service {
    /// Returns whether a field has a type so nested that clippy would suggest an alias for a part of it.
    #[must_use]
    pub fn has_complex_types(&self) -> bool {
        /// From here on, Clippy asks for a simpler type.
        const LIMIT: usize = 250;
        let structures = self.operations.iter().flat_map(|it| [&it.input, &it.output]).chain(&self.errors);
        // The types of most fields are within an `Option`.
        let is_complex = |value: &RustType| 10 + value.complexity(2) > LIMIT;
        let structure = |it: &Structure| it.fields.iter().any(|field| is_complex(&field.value));
        structures.into_iter().any(structure)
            || self.types.iter().any(|it| match it {
                Type::Structure(it) => structure(it),
                Type::Union(it) => it.variants.iter().any(|variant| is_complex(&variant.value)),
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
