//! A missing required member is a compile error that names the member.
#![cfg(all(feature = "connectparticipant", feature = "gameliftstreams"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const COMPLETE: &str = r#"
    let _ = clients::gameliftstreams::Client::new(&config)
        .create_stream_session_connection()
        .signal_request("offer")
        .identifier("sg-1")
        .stream_session_identifier("s-1")
        .send();
    let _ = clients::connectparticipant::Client::new(&config)
        .create_participant_connection()
        .participant_token("token")
        .send();
"#;

/// Returns the compiler's errors for a function with this body, or `None` if it compiles.
fn compile(name: &str, body: &str, library: &Path) -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("required");
    fs::create_dir_all(&folder).unwrap();
    let source = folder.join(name).with_extension("rs");
    let text = format!("pub fn call(config: clients::runtime::Config) {{{body}}}\n");
    fs::write(&source, text).unwrap();
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--color=never"])
        .arg("--out-dir")
        .arg(&folder)
        .arg("--extern")
        .arg(format!("clients={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", library.parent().unwrap().display()))
        .arg(&source)
        .output()
        .unwrap();
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Returns the library that these tests were built with: the newest one with which a correct program compiles.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let mut found: Vec<(SystemTime, PathBuf)> = fs::read_dir(test.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("libsmithwright_clients-") && name.ends_with(".rlib")
        })
        .map(|path| (path.metadata().unwrap().modified().unwrap(), path))
        .collect();
    found.sort();
    let mut errors = String::new();
    for (_, path) in found.into_iter().rev() {
        match compile("complete", COMPLETE, &path) {
            None => return path,
            Some(error) => errors.push_str(&error),
        }
    }
    panic!("a complete call does not compile: {errors}");
}

#[test]
fn the_compiler_names_the_missing_members() {
    let library = library();
    let cases = [
        ("identifier", r#".stream_session_identifier("s-1").signal_request("offer")"#),
        ("stream_session_identifier", r#".identifier("sg-1").signal_request("offer")"#),
        ("signal_request", r#".identifier("sg-1").stream_session_identifier("s-1")"#),
    ];
    let mut body = String::new();
    for (_, given) in cases {
        body.push_str(
            "let _ = clients::gameliftstreams::Client::new(&config).create_stream_session_connection()",
        );
        body.push_str(&format!("{given}.send();\n"));
    }
    body.push_str(
        "let _ = clients::connectparticipant::Client::new(&config).create_participant_connection()",
    );
    body.push_str(".connect_participant(true).send();\n");
    let errors = compile("incomplete", &body, &library).expect("incomplete calls compile");
    for member in ["identifier", "stream_session_identifier", "signal_request", "participant_token"] {
        let message = format!("the required member `{member}` has not been set");
        assert_eq!(errors.matches(&format!("]: {message}")).count(), 1, "{errors}");
        let label = format!("`{member}` is missing: call the method of this name before this");
        assert!(errors.contains(&label), "{errors}");
    }
    assert!(errors.contains("aborting due to 4 previous errors"), "{errors}");
}
