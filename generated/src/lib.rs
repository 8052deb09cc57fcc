//! Clients made by Smithwright.
