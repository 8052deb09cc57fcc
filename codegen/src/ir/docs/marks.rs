//! Pairs the starts and ends of emphasis.

use super::inline::{Piece, Strength};

/// What a mark becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// The start of emphasis.
    Opens,
    /// The end of emphasis.
    Closes,
    /// Nothing: it is within other emphasis, or has no partner.
    Vanishes,
}

/// Decides what each mark among the pieces becomes. The result is as long as `pieces`.
///
/// Only the outermost emphasis is kept, and only if it does not cross the border of a link.
pub(super) fn resolve(pieces: &[Piece]) -> Vec<Fate> {
    let mut fates = vec![Fate::Vanishes; pieces.len()];
    let mut last_closing: Vec<(Strength, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if let Piece::Close(mark) = piece {
            last_closing.retain(|(known, _)| known != mark);
            last_closing.push((*mark, index));
        }
    }
    let mut open: Option<(Strength, usize, bool)> = None;
    let mut is_in_link = false;
    for (index, piece) in pieces.iter().enumerate() {
        match (piece, open) {
            (Piece::LinkStart(_), _) => is_in_link = true,
            (Piece::LinkEnd, _) => is_in_link = false,
            (Piece::Open(mark), None)
                if last_closing.iter().any(|(known, last)| known == mark && *last > index) =>
            {
                open = Some((*mark, index, is_in_link));
            }
            (Piece::Close(mark), Some((opened, start, was_in_link))) if *mark == opened => {
                let is_pair = was_in_link == is_in_link;
                set(&mut fates, start, if is_pair { Fate::Opens } else { Fate::Vanishes });
                set(&mut fates, index, if is_pair { Fate::Closes } else { Fate::Vanishes });
                open = None;
            }
            _ => {}
        }
    }
    fates
}

fn set(fates: &mut [Fate], index: usize, fate: Fate) {
    if let Some(place) = fates.get_mut(index) {
        *place = fate;
    }
}
