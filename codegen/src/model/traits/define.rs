//! Macros for the two most common kinds of trait: without content, and with a string as value.

/// Defines traits without content.
macro_rules! annotations {
    ($($(#[$documentation:meta])* $name:ident = $id:literal;)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl TraitValue for $name {
            const ID: &'static str = $id;

            fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
                value.nothing().map(|()| Self)
            }
        }
    )*};
}

/// Defines traits whose value is a string, read by a method of the reader.
macro_rules! texts {
    ($($(#[$documentation:meta])* $name:ident = $id:literal by $read:ident;)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub String);

        impl TraitValue for $name {
            const ID: &'static str = $id;

            fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
                value.$read().map(|text| Self(text.to_owned()))
            }
        }
    )*};
}
