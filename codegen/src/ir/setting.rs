//! What a row of a table says of its member.


