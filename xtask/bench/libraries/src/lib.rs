//! Depends on the peer crates, so that they are compiled.
