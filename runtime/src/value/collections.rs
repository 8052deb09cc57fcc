//! Lists and maps.

use super::{Known, List, ListMut, Map, MapMut, Open, Slot, StringEnum, Value, ValueMut, View};
use crate::codec::budget;
use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Value> List for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each<'a>(&'a self, visit: &mut dyn FnMut(View<'a>)) {
        for value in self {
            visit(value.view());
        }
    }
}

impl<T: ValueMut + Default> ValueMut for Vec<T> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::List(self)
    }

    #[inline]
    fn reopen(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<T: ValueMut + Default> ListMut for Vec<T> {
    #[inline]
    fn next_size(&self) -> usize {
        budget::of_next_element(self)
    }

    // The index is that of the element just added. (`Vec::push_mut` replaces this once our minimum supported Rust has it.)
    #[inline]
    #[allow(clippy::indexing_slicing)]
    fn push(&mut self) -> &mut dyn ValueMut {
        let index = self.len();
        self.push(T::default());
        &mut self[index]
    }

    #[inline]
    fn push_null(&mut self) -> bool {
        let null = T::null();
        let is_sparse = null.is_some();
        self.extend(null);
        is_sparse
    }
}

/// The key of a map: a string, or an enum of strings.
pub trait Key: Borrow<str> + for<'a> From<&'a str> + From<String> + Ord + Send + Sync {
    /// Returns whether the model lists the key. Where any text can be a key, every key counts as listed.
    fn known(&self) -> Known;
}

impl Key for String {
    #[inline]
    fn known(&self) -> Known {
        Known::Yes
    }
}

impl<E: StringEnum> Key for Open<E> {
    #[inline]
    fn known(&self) -> Known {
        if Self::known(self).is_some() { Known::Yes } else { Known::No }
    }
}

impl<K: Key, V: Value> Value for BTreeMap<K, V> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<K: Key, V: Value> Map for BTreeMap<K, V> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        for (key, value) in self {
            visit(key.borrow(), value.view());
        }
    }

    #[inline]
    fn get(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(Value::view)
    }

    #[inline]
    fn key(&self, key: &str) -> Option<Known> {
        self.get_key_value(key).map(|(key, _)| Key::known(key))
    }
}

impl<K: Key, V: ValueMut + Default> ValueMut for BTreeMap<K, V> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::Map(self)
    }

    #[inline]
    fn reopen(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}

impl<K: Key, V: ValueMut + Default> MapMut for BTreeMap<K, V> {
    #[inline]
    fn next_size(&self) -> usize {
        budget::of_next_entry(self)
    }

    #[inline]
    fn insert(&mut self, key: Cow<'_, str>) -> &mut dyn ValueMut {
        match self.entry(key_from(key)) {
            Entry::Vacant(entry) => entry.insert(V::default()),
            Entry::Occupied(entry) => {
                let value = entry.into_mut();
                *value = V::default();
                value
            }
        }
    }

    #[inline]
    fn insert_null(&mut self, key: Cow<'_, str>) -> bool {
        let null = V::null();
        let is_sparse = null.is_some();
        self.extend(null.map(|null| (key_from(key), null)));
        is_sparse
    }
}

#[inline]
fn key_from<K: Key>(key: Cow<'_, str>) -> K {
    match key {
        Cow::Borrowed(key) => K::from(key),
        Cow::Owned(key) => K::from(key),
    }
}

/// Conversion into a list of `T`, from anything that iterates over values which convert into `T`.
#[diagnostic::on_unimplemented(
    message = "a list of `{T}` can't be made from `{Self}`",
    label = "expected something that gives `{T}`s, such as `[one, another]`"
)]
pub trait IntoList<T> {
    /// Converts this into a list.
    fn into_list(self) -> Vec<T>;
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoList<T> for I {
    fn into_list(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

/// Conversion into a map, from anything that iterates over pairs of what converts into a key and what converts into a value.
#[diagnostic::on_unimplemented(
    message = "a map from `{K}` to `{V}` can't be made from `{Self}`",
    label = "expected something that gives pairs, such as `[(key, value)]`"
)]
pub trait IntoMap<K, V> {
    /// Converts this into a map.
    fn into_map(self) -> BTreeMap<K, V>;
}

impl<K: Ord, V, A: Into<K>, B: Into<V>, I: IntoIterator<Item = (A, B)>> IntoMap<K, V> for I {
    fn into_map(self) -> BTreeMap<K, V> {
        self.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
    }
}
