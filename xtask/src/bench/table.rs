//! The table of ratios.

use crate::columns;
use std::fmt;

/// A row of the table: one figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// What was measured.
    pub(super) figure: String,
    /// The unit.
    pub(super) unit: Unit,
    /// Our figure.
    pub(super) ours: f64,
    /// The peer's figure, if it was measured too.
    pub(super) peer: Option<f64>,
    /// What our figure should be.
    pub(super) target: Target,
}

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Lines of code.
    Lines,
    /// Files.
    Files,
    /// Packages.
    Packages,
    /// Seconds of CPU time.
    CpuSeconds,
    /// Elapsed seconds.
    Seconds,
    /// Millions of bytes.
    Megabytes,
    /// Instructions executed.
    Instructions,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// Ours is at most this fraction of the peer's.
    Ratio(f64),
    /// Ours is at most this.
    AtMost(f64),
    /// Ours is less than this.
    Below(f64),
    /// There is no target: the row is there for comparison.
    None,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.peer.map(|peer| self.ours / peer)
    }

    /// Checks whether the target is met; `None` if there is none.
    fn met(&self) -> Option<bool> {
        match self.target {
            Target::Ratio(limit) => Some(self.ratio().is_some_and(|ratio| ratio <= limit)),
            Target::AtMost(limit) => Some(self.ours <= limit),
            Target::Below(limit) => Some(self.ours < limit),
            Target::None => None,
        }
    }

    fn cells(&self) -> [String; 7] {
        let amount = |value: f64| self.unit.show(value);
        let ratio = self.ratio().map(|ratio| format!("{ratio:.3}"));
        let met = self.met().map(|met| if met { "yes" } else { "NO" });
        [
            self.figure.clone(),
            self.unit.to_string(),
            amount(self.ours),
            self.peer.map(amount).unwrap_or_default(),
            ratio.unwrap_or_default(),
            match self.target {
                Target::Ratio(limit) => format!("≤ {limit} ×"),
                Target::AtMost(limit) => format!("≤ {limit}"),
                Target::Below(limit) => format!("< {limit}"),
                Target::None => String::new(),
            },
            met.unwrap_or_default().to_owned(),
        ]
    }
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Lines | Self::Files | Self::Packages | Self::Instructions => format!("{value:.0}"),
            Self::Megabytes => format!("{value:.1}"),
            Self::CpuSeconds => format!("{value:.2}"),
            Self::Seconds => format!("{value:.3}"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Lines => "lines",
            Self::Files => "files",
            Self::Packages => "packages",
            Self::CpuSeconds => "CPU s",
            Self::Seconds => "s",
            Self::Megabytes => "MB",
            Self::Instructions => "instructions",
        })
    }
}

/// Prints the table.
pub(super) fn print(rows: &[Row]) -> String {
    let head = ["figure", "unit", "ours", "peer", "ratio", "target", "met"].map(str::to_owned);
    let cells: Vec<[String; 7]> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    columns::print(&cells, &[2, 3, 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, peer: Option<f64>, target: Target) -> Row {
        Row { figure: "thing".to_owned(), unit: Unit::Lines, ours, peer, target }
    }

    #[test]
    fn targets_are_judged() {
        assert_eq!(row(15.0, Some(100.0), Target::Ratio(0.15)).met(), Some(true));
        assert_eq!(row(16.0, Some(100.0), Target::Ratio(0.15)).met(), Some(false));
        assert_eq!(row(16.0, None, Target::Ratio(0.15)).met(), Some(false));
        assert_eq!(row(12.0, None, Target::AtMost(12.0)).met(), Some(true));
        assert_eq!(row(12.0, None, Target::Below(12.0)).met(), Some(false));
        assert_eq!(row(12.0, None, Target::None).met(), None);
    }

    #[test]
    fn numbers_stand_at_the_right() {
        let text = print(&[row(5.0, Some(1000.0), Target::Ratio(0.01)), row(1234.0, None, Target::None)]);
        assert_eq!(
            text,
            "figure  unit   ours  peer  ratio  target    met\n\
             thing   lines     5  1000  0.005  ≤ 0.01 ×  yes\n\
             thing   lines  1234\n"
        );
    }
}
