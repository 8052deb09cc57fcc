//! Pairs the ends of emphasis.

use super::inline::{Mark, Piece};

/// What becomes of a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// It begins emphasis.
    Opens,
    /// It ends emphasis.
    Closes,
    /// It goes away: within other emphasis, or without a partner in HTML.
    Vanishes,
    /// It is no mark after all but the text it was written with.
    StaysText,
}

/// Decides for each piece that is a mark what becomes of it; the result is as long as `pieces`.
///
/// Only the outermost emphasis stays, and only where it does not cross the border of a link.
pub(super) fn resolve(pieces: &[Piece]) -> Vec<Fate> {
    let mut fates: Vec<Fate> = pieces.iter().map(unpaired).collect();
    let mut last_closing: Vec<(Mark, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if let Piece::Close(mark) = piece {
            last_closing.retain(|(known, _)| known != mark);
            last_closing.push((*mark, index));
        }
    }
    let mut open: Option<(Mark, usize, bool)> = None;
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

fn unpaired(piece: &Piece) -> Fate {
    match piece {
        Piece::Open(mark) | Piece::Close(mark) if mark.written.is_some() => Fate::StaysText,
        _ => Fate::Vanishes,
    }
}

fn set(fates: &mut [Fate], index: usize, fate: Fate) {
    if let Some(place) = fates.get_mut(index) {
        *place = fate;
    }
}
