//! Tables as text.

use std::fmt::Write as _;

/// Prints rows of cells, each column as wide as its widest cell. The cells of the columns in `right` stand at the right, as numbers do.
pub fn print<const N: usize>(rows: &[[String; N]], right: &[usize]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, cell)| match right.contains(&column) {
            true => format!("{cell:>0$}", width(column)),
            false => format!("{cell:<0$}", width(column)),
        });
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}
