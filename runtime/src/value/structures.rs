//! Blanket implementations for structures, which follow from their members.

use super::{Fill, Members, MembersMut, Slot, Structure, StructureMut, Value, ValueMut, View, Visit};
use crate::schema::Schema;

impl<T: Members> Structure for T {
    #[inline]
    fn schema(&self) -> &'static Schema {
        T::table()
    }

    #[inline]
    fn members<'a>(&'a self, visit: &mut dyn FnMut(&[&'a dyn Value])) {
        Members::members(self, Visit::new(visit));
    }
}

impl<T: MembersMut> StructureMut for T {
    #[inline]
    fn allocated(&self) -> usize {
        T::ALLOCATED
    }

    #[inline]
    fn schema(&self) -> &'static Schema {
        T::table()
    }

    #[inline]
    fn members_mut(&mut self, fill: &mut dyn FnMut(&mut [&mut dyn ValueMut])) {
        MembersMut::members_mut(self, Fill::new(fill));
    }
}

impl<T: Members> Value for T {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Structure(self)
    }
}

impl<T: MembersMut> ValueMut for T {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }
}

/// A recursive structure is boxed.
impl<T: Members> Members for Box<T> {
    #[inline]
    fn table() -> &'static Schema {
        T::table()
    }

    #[inline]
    fn members<'a>(&'a self, visit: Visit<'_, 'a>) {
        Members::members(&**self, visit);
    }
}

impl<T: MembersMut> MembersMut for Box<T> {
    const ALLOCATED: usize = size_of::<T>();

    #[inline]
    fn members_mut(&mut self, fill: Fill<'_>) {
        MembersMut::members_mut(&mut **self, fill);
    }
}
