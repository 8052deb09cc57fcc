//! Measuring what commands cost, with GNU time and Valgrind.

use smithwright_codegen::diagnostics::Diagnostic;
use std::process::{Command, Output, Stdio};

/// The start of lines from GNU time, which tells them from the output of the command itself.
const MARK: &str = "measured:";

/// What a process and its children used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Usage {
    /// Seconds of CPU time, including time spent in the system.
    pub(super) cpu: f64,
    /// Elapsed seconds.
    pub(super) wall: f64,
    /// The largest resident set of any single process, in megabytes (10⁶ bytes).
    pub(super) peak: f64,
}

impl Usage {
    /// Returns the minimum of each figure, which chance disturbs least.
    pub(super) fn least(self, other: Self) -> Self {
        Self {
            cpu: self.cpu.min(other.cpu),
            wall: self.wall.min(other.wall),
            peak: self.peak.min(other.peak),
        }
    }
}

/// A run of the compiler.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compiled {
    /// The crate, as `--crate-name` has it.
    pub(super) name: String,
    /// What it cost.
    pub(super) usage: Usage,
}

/// Runs a Cargo command, with each of its compilers under GNU time. The last element of the result is the whole command, called `cargo`.
///
/// # Errors
/// Fails if a tool is missing or the command fails.
pub(super) fn compilers(cargo: &Command) -> Result<Vec<Compiled>, Diagnostic> {
    let mut command = Command::new("time");
    command.arg("--format").arg(format!("{MARK} %U %S %e %M --crate-name cargo")).arg(cargo.get_program());
    command.args(cargo.get_args());
    adopt(&mut command, cargo);
    // As a compiler wrapper, GNU time takes its format from the environment.
    command.env("RUSTC_WRAPPER", "time").env("TIME", format!("{MARK} %U %S %e %M %C"));
    let output = run(&mut command)?;
    Ok(String::from_utf8_lossy(&output.stderr).lines().filter_map(compiled).collect())
}

/// Counts the instructions that a program executes, with Callgrind.
///
/// # Errors
/// Fails if a tool is missing or the program fails.
pub(super) fn instructions(program: &mut Command) -> Result<f64, Diagnostic> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program.get_program());
    command.args(program.get_args());
    let output = run(&mut command)?;
    let text = String::from_utf8_lossy(&output.stderr);
    let count = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    count.ok_or_else(|| Diagnostic::error("expected a count of instructions from Valgrind, found none"))
}

/// Runs a command and returns its output.
///
/// # Errors
/// Fails if a tool is missing, and says how to install it; and if the command fails, with the end of its standard error.
pub(super) fn run(command: &mut Command) -> Result<Output, Diagnostic> {
    let output = start(command)?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with(MARK)).collect();
    let end = lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n");
    Err(Diagnostic::error(format!("expected `{command:?}` to succeed, found {}:\n{end}", output.status)))
}

/// Runs a command without judging its exit code, which may mean something other than failure.
///
/// # Errors
/// Fails if a tool is missing, and says how to install it.
pub(super) fn start(command: &mut Command) -> Result<Output, Diagnostic> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).output().map_err(|error| {
        let diagnostic = Diagnostic::error(format!("cannot run `{name}`: {error}"));
        match &*name {
            // On Debian and Ubuntu, each is in the package of its name.
            "git" | "time" | "valgrind" => diagnostic.help(format!("install it: `apt-get install {name}`")),
            _ => diagnostic,
        }
    })
}

fn adopt(command: &mut Command, from: &Command) {
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    if let Some(folder) = from.get_current_dir() {
        command.current_dir(folder);
    }
}

/// Reads `measured: USER SYSTEM WALL KIBIBYTES COMMAND`. Returns `None` for other lines, and for runs in which Cargo only asked the compiler about itself.
fn compiled(line: &str) -> Option<Compiled> {
    let mut words = line.strip_prefix(MARK)?.split_whitespace();
    let mut number = || words.next()?.parse::<f64>().ok();
    let (user, system, wall, kibibytes) = (number()?, number()?, number()?, number()?);
    let name = words.skip_while(|word| *word != "--crate-name").nth(1)?;
    let usage = Usage { cpu: user + system, wall, peak: kibibytes * 1024.0 / 1_000_000.0 };
    (name != "___").then(|| Compiled { name: name.to_owned(), usage })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_gnu_time_is_read() {
        let read =
            compiled("measured: 1.25 0.25 2.00 1000 rustc --crate-name thing --edition=2024 src/lib.rs");
        let usage = Usage { cpu: 1.5, wall: 2.0, peak: 1.024 };
        assert_eq!(read, Some(Compiled { name: "thing".to_owned(), usage }));
    }

    #[test]
    fn other_lines_are_not() {
        assert_eq!(compiled("   Compiling thing v0.1.0"), None);
        assert_eq!(compiled("measured: 0.01 0.01 0.02 1000 rustc -vV"), None);
        assert_eq!(compiled("measured: 0.01 0.01 0.02 1000 rustc - --crate-name ___ --print=cfg"), None);
    }
}
