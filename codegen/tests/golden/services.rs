//! What a fixture's service is called by, and what its crate needs of the runtime.

use crate::fixture::{self, Fixture};
use std::fmt::Write as _;

#[test]
fn each_service_is_called_so_and_needs_this() {
    let mut shown = String::new();
    for fixture in fixture::all() {
        let _ = writeln!(shown, "=== {} ===\n{}", fixture.name, service(&fixture));
        let _ = writeln!(shown, "features: {}", features(&fixture));
    }
    insta::assert_snapshot!(shown);
}

/// The schema of the service: its name, its protocol, how it signs.
fn service(fixture: &Fixture) -> String {
    let generated = fixture.generated();
    let client = &generated.files[&format!("src/{}/client.rs", fixture.name)];
    let schema = client.split("runtime::ServiceSchema::new(").nth(1).unwrap();
    let schema = schema.split(";\n").next().unwrap();
    let lines: Vec<&str> = schema.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ").replace(", )", ")")
}

/// The features of the runtime that come with that of the service.
fn features(fixture: &Fixture) -> String {
    let generated = fixture.generated();
    let start = format!("{} = ", fixture.name);
    let line = generated.files["Cargo.toml"].lines().find_map(|line| line.strip_prefix(&start)).unwrap();
    let offered = ["sigv4a", "machine-credentials", "websocket"];
    let has = |name: &&&str| generated.files["Cargo.toml"].contains(&format!("\n{name} = ["));
    let offered: Vec<&str> = offered.iter().filter(has).copied().collect();
    format!("{}; offered: {}", line.replace("smithwright-runtime/", ""), offered.join(", "))
}
