//! The client of a service: one thin method for each operation.

use super::file::{File, Import};
use super::{documentation, ident, protocol, table};
use crate::ir::endpoint::Type;
use crate::ir::{AuthScheme, ClientParameter, Operation, Protocol, Service, docs};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn client(service: &Service) -> File {
    let docs = documentation::outer(&format!(
        "Calls {}. Clones share one connection pool and one retry budget.",
        service.title_in_docs()
    ));
    let table = table(service);
    let expiry = expiry(&service.protocol);
    let configured = configured();
    let calls = calls(service);
    let pages = pages(service);
    let wait_until = wait_until(service);
    let opener = opener(service);
    let parameters = service.client_parameters.iter().map(parameter);
    let methods = service.operations.iter().map(method);
    let deprecated = documentation::deprecated(service.deprecated.as_ref());
    let items = quote! {
        #table
        #expiry

        #docs
        #deprecated
        #[derive(Clone, Debug)]
        pub struct Client(runtime::Client);

        impl Client {
            #configured
            #calls
            #pages
            #wait_until
            #opener
            #(#parameters)*
        }

        impl Client {
            #(#methods)*
        }

        /// The client of the runtime, for code over the clients of several services.
        impl AsRef<runtime::Client> for Client {
            fn as_ref(&self) -> &runtime::Client {
                &self.0
            }
        }
    };
    let docs = format!("The client for {}.", service.title_in_docs());
    let imports = [Import::Endpoint, Import::Operation, Import::Runtime, Import::Duration];
    File::new("client.rs", &docs, &imports, &items)
}

/// Emits the methods that create and reconfigure a client.
fn configured() -> TokenStream {
    quote! {
        /// Creates a client with this configuration. Nothing is connected or checked yet.
        #[must_use]
        pub fn new(config: &runtime::Config) -> Self {
            Self(runtime::Client::new(&SERVICE, config))
        }

        /// Returns the configuration of the client.
        #[must_use]
        pub fn config(&self) -> &runtime::Config {
            self.0.config()
        }

        /// Returns a client with other settings, for some of the calls: `client.with_settings(|it| it.max_attempts(1))`.
        ///
        /// It shares connections with this one and, unless its endpoint, Region or clock differs, the retry budget and the corrected time.
        #[must_use]
        pub fn with_settings(
            &self,
            change: impl FnOnce(runtime::config::ConfigBuilder) -> runtime::config::ConfigBuilder,
        ) -> Self {
            Self(self.0.with_settings(change))
        }
    }
}

fn table(service: &Service) -> TokenStream {
    let title = &service.title;
    let protocol = protocol::protocol(&service.protocol);
    let signing_name = service.signing_name.iter().map(|name| quote!(.signing_name(#name)));
    let auth = match service.auth.as_slice() {
        [AuthScheme::Anonymous | AuthScheme::Unsupported(_)] => None,
        schemes => Some(table::auth_schemes(schemes)),
    };
    let auth = auth.map(|schemes| quote!(.auth(#schemes)));
    let headers = table::constant_headers(&service.constant_headers);
    let headers = headers.map(|headers| quote!(.constant_headers(#headers)));
    let literal_paths = service.literal_paths.then(|| quote!(.literal_paths()));
    let body_hash = service.body_hash_header.then(|| quote!(.body_hash_header()));
    let by_status = service.errors_by_status.then(|| quote!(.errors_by_status()));
    let by_account = service.has_account_endpoints().then(|| quote!(.account_endpoints()));
    let (sessions, discovery) = (sessions(service), discovery(service));
    quote! {
        const SERVICE: runtime::ServiceSchema =
            runtime::ServiceSchema::new(#title, &#protocol, endpoint::resolve)
                #(#signing_name)* #auth #headers #literal_paths #body_hash #by_status #by_account #sessions #discovery;
    }
}

/// Emits `.sessions(…)`, if an operation starts them.
fn sessions(service: &Service) -> TokenStream {
    let starting = service.operations.iter().find(|operation| operation.session.is_some());
    let input = starting.map(input_path);
    input.map(|input| quote!(.sessions(&runtime::SessionSchema::of::<#input>()))).unwrap_or_default()
}

/// Emits `.discovery(…)`, if the client asks the service for endpoints.
fn discovery(service: &Service) -> TokenStream {
    let Some(discovery) = &service.discovery else { return quote!() };
    let asked = service.operations.iter().find(|operation| operation.shape == discovery.operation);
    let Some(input) = asked.map(input_path) else { return quote!() };
    let invalid = discovery.invalid.as_ref().map_or_else(|| quote!(None), |code| quote!(Some(#code)));
    quote!(.discovery(&runtime::DiscoverySchema::of::<#input>(#invalid)))
}

/// Returns the path of an operation's input, as the client's file writes it.
fn input_path(operation: &Operation) -> TokenStream {
    let (module, input) = (ident(&operation.method), ident(&operation.input.name));
    quote!(operation::#module::#input)
}

/// Emits the method that sets a parameter of the endpoint rules.
fn parameter(parameter: &ClientParameter) -> TokenStream {
    let (method, key) = (ident(&parameter.method), &parameter.key);
    let name = docs::code(key);
    let docs = match parameter.documentation.as_str() {
        "" => format!("Sets {name}, a parameter of the endpoint rules."),
        text => format!("{text}\n\nSets {name}, a parameter of the endpoint rules."),
    };
    let docs = documentation::outer(&docs);
    let (argument, value) = match parameter.of {
        Type::Boolean => (quote!(bool), quote!(value)),
        Type::StringArray => (quote!(impl runtime::IntoList<String>), quote!(value.into_list())),
        _ => (quote!(impl Into<String>), quote!(value.into())),
    };
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, value: #argument) -> Self {
            Self(self.0.with_parameter(#key, #value))
        }
    }
}

/// Emits the constant for how long a presigned URL is valid, if the protocol has it.
fn expiry(protocol: &Protocol) -> TokenStream {
    let Protocol::PresignedWebSocket { expires_in } = protocol else { return quote!() };
    let seconds = Literal::u64_unsuffixed((*expires_in).into());
    quote! {
        /// How long the URL of a socket is valid.
        pub(super) const EXPIRES_IN: Duration = Duration::from_secs(#seconds);
    }
}

/// Emits the method that pages through results from an input.
fn pages(service: &Service) -> TokenStream {
    if service.operations.iter().all(|operation| operation.pages.is_none()) {
        return quote!();
    }
    quote! {
        /// Returns the pages of the operation's results, from the one that `input` asks for on.
        pub fn pages<I: runtime::Paginated<Client = Self>>(&self, input: I) -> runtime::Pages<I> {
            self.0.pages(input)
        }
    }
}

/// Emits the method that waits, with an input.
fn wait_until(service: &Service) -> TokenStream {
    if let Protocol::PresignedWebSocket { .. } = service.protocol {
        return quote!();
    }
    quote! {
        /// Calls the operation until a response meets the waiter's condition, or `at_most` has passed.
        pub fn wait_until<'a, I: runtime::Operation<Client = Self>>(
            &'a self,
            waiter: runtime::Waiter<I>,
            input: &'a I,
            at_most: Duration,
        ) -> runtime::WaitFuture<'a, I> {
            self.0.wait_until(waiter, input, at_most)
        }
    }
}

/// Emits the method that opens sockets whose URL an operation returns.
fn opener(service: &Service) -> TokenStream {
    let gives_url = |operation: &Operation| operation.messages.as_ref().is_some_and(|it| !it.url.is_empty());
    if !service.operations.iter().any(gives_url) {
        return quote!();
    }
    quote! {
        /// Opens the socket at a URL that an operation returned.
        #[cfg(feature = "websocket")]
        pub(crate) fn open<'a, S, R>(
            &'a self,
            url: &'a str,
        ) -> runtime::CallFuture<'a, runtime::WebSocket<S, R>, runtime::Failure> {
            self.0.open(url)
        }
    }
}

/// Emits the methods that take an input as a value.
fn calls(service: &Service) -> TokenStream {
    let presign = service.is_signed().then(|| {
        quote! {
            /// Returns a URL that makes the call, and is valid for `expires_in`. Nothing is sent.
            pub fn presign<'a, I: runtime::Operation<Client = Self>>(
                &'a self,
                input: &'a I,
                expires_in: Duration,
            ) -> runtime::CallFuture<'a, runtime::PresignedUrl, runtime::Failure> {
                self.0.presign(input, expires_in)
            }
        }
    });
    match &service.protocol {
        Protocol::PresignedWebSocket { .. } => {
            quote! {
                /// Returns the URL that opens the socket of this input, without opening it.
                pub fn presign<'a, I: runtime::Operation<Client = Self>>(
                    &'a self,
                    input: &'a I,
                ) -> runtime::CallFuture<'a, runtime::PresignedUrl, runtime::Failure> {
                    self.0.presign(input, EXPIRES_IN)
                }

                /// Opens the socket of this input.
                pub fn connect<'a, I: runtime::SocketOperation<Client = Self>>(
                    &'a self,
                    input: &'a I,
                ) -> runtime::ConnectFuture<'a, I> {
                    self.0.connect(input, EXPIRES_IN)
                }
            }
        }
        _ => quote! {
            /// Calls the operation that `input` belongs to.
            pub fn send<'a, I: runtime::Operation<Client = Self>>(
                &'a self,
                input: &'a I,
            ) -> runtime::CallFuture<'a, I::Output, runtime::Error<I::Error>> {
                self.0.send(input)
            }

            /// Calls the operation as [`send`](Self::send) does, and returns the response's status, headers and request id along with the output.
            pub fn send_with_metadata<'a, I: runtime::Operation<Client = Self>>(
                &'a self,
                input: &'a I,
            ) -> runtime::CallFuture<'a, (I::Output, runtime::ResponseMetadata), runtime::Error<I::Error>> {
                self.0.send_with_metadata(input)
            }

            #presign
        },
    }
}

/// Emits the method that starts a call. It is inlined, so that builders of operations that are never called are not compiled.
fn method(operation: &Operation) -> TokenStream {
    let method = ident(&operation.method);
    let docs = documentation::outer(&docs::summary_lines(&operation.documentation));
    let deprecated = documentation::deprecated(operation.deprecated.as_ref());
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self) -> operation::#method::Builder<runtime::Client> {
            operation::#method::Builder(self.0.building())
        }
    }
}
