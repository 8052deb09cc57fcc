//! The simple shapes, and `Option` around a value.

use super::{Slot, Value, ValueMut, View};
use crate::body::ByteStream;
use crate::document::Document;
use crate::number::{BigDecimal, BigInteger};
use crate::timestamp::Timestamp;
use bytes::Bytes;

macro_rules! copied {
    ($($type:ty => $view:ident, $slot:ident;)*) => {$(
        impl Value for $type {
            #[inline]
            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
        impl ValueMut for $type {
            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    )*};
}

copied! {
    bool => Boolean, Boolean;
    i8 => Integer, Byte;
    i16 => Integer, Short;
    i32 => Integer, Integer;
    i64 => Integer, Long;
    f32 => Float, Float;
    f64 => Double, Double;
    Timestamp => Timestamp, Timestamp;
}

macro_rules! borrowed {
    ($($type:ty => $variant:ident;)*) => {$(
        impl Value for $type {
            #[inline]
            fn view(&self) -> View<'_> {
                View::$variant(self)
            }
        }
        impl ValueMut for $type {
            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }
        }
    )*};
}

borrowed! {
    String => String;
    Bytes => Blob;
    BigInteger => BigInteger;
    BigDecimal => BigDecimal;
    ByteStream => Stream;
}

impl Value for Document {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Document(self)
    }
}

impl ValueMut for Document {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Document(self)
    }

    /// A document has a null of its own.
    #[inline]
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Unset,
        }
    }
}

impl<T: ValueMut + Default> ValueMut for Option<T> {
    // Replacing the whole option compiles to a third of what `get_or_insert_with` does.
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        *self = Some(T::default());
        match self {
            Some(value) => value.slot(),
            // Not reached: it has just been set.
            unset => unset.slot(),
        }
    }

    #[inline]
    fn reopen(&mut self) -> Slot<'_> {
        match self {
            Some(value) => value.reopen(),
            unset => unset.slot(),
        }
    }

    #[inline]
    fn unset(&mut self) -> bool {
        *self = None;
        true
    }

    fn set_null(&mut self) -> bool {
        let Some(null) = T::explicit_null() else { return false };
        *self = Some(null);
        true
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(None)
    }
}
