//! The socket whose URL is in an operation's response.

use super::ident;
use crate::ir::Operation;
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the output's methods for the socket, inlined so that only callers compile them; nothing if there is no socket.
pub(super) fn opener(operation: &Operation) -> TokenStream {
    let Some(messages) = operation.messages.as_ref().filter(|messages| !messages.url.is_empty()) else {
        return quote!();
    };
    let output = ident(&operation.output.name);
    let (send, receive) = (ident(&messages.send), ident(&messages.receive));
    let steps = messages.url.iter().map(|step| {
        let name = ident(&step.field);
        if step.optional { quote!(.#name.as_ref()?) } else { quote!(.#name) }
    });
    // A field that is always present is not an `Option`.
    let borrow = messages.url.last().filter(|step| !step.optional).map(|_| quote!(&));
    quote! {
        impl #output {
            /// Returns the URL of the socket, if the response has one. It is a secret: whoever has it can connect.
            pub fn socket_url(&self) -> Option<&str> {
                Some(#borrow self #(#steps)*)
            }

            /// Opens the socket at the URL in the response.
            #[cfg(feature = "websocket")]
            #[inline]
            pub fn connect<'a>(
                &'a self,
                client: &'a Client,
            ) -> runtime::CallFuture<'a, runtime::WebSocket<types::#send, types::#receive>, runtime::Failure> {
                client.open(self.socket_url().unwrap_or_default())
            }
        }
    }
}
