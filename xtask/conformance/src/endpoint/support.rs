//! What the modules of the endpoint program share.
//!
//! This file isn't compiled with xtask: it is copied into the program.

use smithwright_runtime::endpoint::{Endpoint, EndpointError};

/// Takes a case's number, what was found and what was expected.
pub type Check<'a> = &'a mut dyn FnMut(usize, Result<Endpoint, EndpointError>, Result<Endpoint, &str>);

/// Prints a line for each case of a service: the service's number, the case's, and what is wrong, if anything.
pub fn run(service: usize, cases: fn(Check<'_>)) {
    cases(&mut |case, found, expected| {
        let found = found.map(sorted).map_err(|error| error.to_string());
        let expected = expected.map(sorted).map_err(str::to_owned);
        let finding = if found == expected {
            String::new()
        } else {
            format!("expected {}, found {}", show(&expected), show(&found))
        };
        println!("{service}\t{case}\t{}", finding.escape_debug().to_string().replace("\\\"", "\""));
    });
}

/// In rules and cases, the order of headers and properties means nothing; that of a header's values does.
fn sorted(mut endpoint: Endpoint) -> Endpoint {
    endpoint.headers.sort_by_key(|(name, _)| *name);
    endpoint.properties.sort_by_key(|(name, _)| *name);
    endpoint
}

fn show(result: &Result<Endpoint, String>) -> String {
    match result {
        Ok(endpoint) => format!("{endpoint:?}"),
        Err(message) => format!("the error {message:?}"),
    }
}
