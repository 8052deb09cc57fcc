//! What the modules of the endpoint program share.
//!
//! This file isn't compiled with xtask, but copied into the program.

use smithwright_runtime::endpoint::{Endpoint, EndpointError};

/// A function that takes the number of a case, what was found and what was expected.
pub type Check<'a> = &'a mut dyn FnMut(usize, Result<Endpoint, EndpointError>, Result<Endpoint, &str>);

/// Prints a line for each case of a service: the number of the service, that of the case, and what is wrong, if anything.
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

/// Sorts headers and properties, whose order means nothing in rules and cases, unlike that of the values of a header.
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
