//! Who a request is signed for.
