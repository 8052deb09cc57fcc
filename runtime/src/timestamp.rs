//! A point in time, and the three ways in which Smithy writes it.
