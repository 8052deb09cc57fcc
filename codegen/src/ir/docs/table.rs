//! Recognizes tables of lines with `|` between cells. CommonMark has none, but GitHub and rustdoc do, and so do people's models
//! (<https://github.github.com/gfm/#tables-extension->).

/// A table; its first row is the head.
pub(super) struct Table<'a> {
    pub(super) rows: Vec<Vec<&'a str>>,
    /// The length of the whole table in bytes.
    pub(super) length: usize,
}

/// Reads a table at the start of a line: a head, a line of dashes with as many cells, and rows up to a line without cells.
pub(super) fn read(text: &str) -> Option<Table<'_>> {
    let mut lines = text.split_inclusive('\n');
    let (head, delimiter) = (lines.next()?, lines.next()?);
    let columns = cells(head).len();
    if !head.contains('|') || !is_delimiter(delimiter, columns) {
        return None;
    }
    let mut table = Table { rows: vec![cells(head)], length: head.len() + delimiter.len() };
    for line in lines.take_while(|line| line.contains('|')) {
        table.rows.push(cells(line).into_iter().take(columns).collect());
        table.length += line.len();
    }
    Some(table)
}

fn is_delimiter(line: &str, columns: usize) -> bool {
    let is_dashes = |cell: &&str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    let cells = cells(line);
    line.contains('|') && cells.len() == columns && cells.iter().all(is_dashes)
}

/// Returns the cells of a line. A `|` after `\` belongs to its cell.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (index, byte) in line.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(line.get(start..index).unwrap_or_default().trim());
            start = index + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    let last = line.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}
