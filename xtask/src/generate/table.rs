//! The table that says what was generated.

use crate::columns;
use crate::folder::Comparison;
use smithwright_codegen::generate::Layout;
use smithwright_codegen::ir::Service;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

/// A row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    name: String,
    operations: usize,
    /// Structures, including inputs, outputs and errors; unions; and enums.
    shapes: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
}

impl Row {
    fn cells(&self) -> [String; 6] {
        let Self { name, operations, shapes, written, unchanged, removed } = self;
        let [operations, shapes, written, unchanged, removed] =
            [operations, shapes, written, unchanged, removed].map(usize::to_string);
        [name.clone(), operations, shapes, written, unchanged, removed]
    }
}

/// Prints the table: a row for each service, one for what they share, and the total.
pub(super) fn print(services: &[Service], layout: Layout, comparison: &Comparison, time: Duration) -> String {
    let mut rows: Vec<Row> = services.iter().map(|service| row(service, layout, comparison)).collect();
    let mut total = Row {
        name: "total".to_owned(),
        written: comparison.to_write().count(),
        unchanged: comparison.unchanged.len(),
        removed: comparison.orphaned.len(),
        ..Row::default()
    };
    total.operations = rows.iter().map(|row| row.operations).sum();
    total.shapes = rows.iter().map(|row| row.shapes).sum();
    rows.push(shared(&rows, &total));
    rows.push(total);
    let head = ["service", "operations", "shapes", "written", "unchanged", "removed"].map(str::to_owned);
    let cells: Vec<[String; 6]> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    let mut out = columns::print(&cells, &[1, 2, 3, 4, 5]);
    let state = if comparison.is_fresh() { "; all is up to date" } else { "" };
    let _ = writeln!(out, "in {:.3} s{state}", time.as_secs_f64());
    out
}

fn row(service: &Service, layout: Layout, comparison: &Comparison) -> Row {
    let module = service.module.unescaped();
    let (files, folder) = match layout {
        Layout::Modules => {
            ([format!("src/{module}.rs"), format!("api/{module}.txt")], format!("src/{module}/"))
        }
        Layout::Root => (["src/lib.rs".to_owned(), "api.txt".to_owned()], "src/".to_owned()),
    };
    let count = |paths: &BTreeSet<String>| {
        paths.iter().filter(|path| files.contains(path) || path.starts_with(&folder)).count()
    };
    Row {
        name: module.to_owned(),
        operations: service.operations.len(),
        shapes: service.types.len() + service.errors.len() + 2 * service.operations.len(),
        written: count(&comparison.stale) + count(&comparison.missing),
        unchanged: count(&comparison.unchanged),
        removed: count(&comparison.orphaned),
    }
}

/// Returns the row for the rest of the total: the manifest, the root, and what belonged to services that are gone.
fn shared(rows: &[Row], total: &Row) -> Row {
    let rest = |all: usize, of: fn(&Row) -> usize| all.saturating_sub(rows.iter().map(of).sum());
    Row {
        name: "(crate)".to_owned(),
        written: rest(total.written, |row| row.written),
        unchanged: rest(total.unchanged, |row| row.unchanged),
        removed: rest(total.removed, |row| row.removed),
        ..Row::default()
    }
}
