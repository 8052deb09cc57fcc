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

/// How many ends are still to come, of each kind.
struct Ends {
    emphasis: usize,
    strong: usize,
}

impl Ends {
    fn of(&mut self, strength: Strength) -> &mut usize {
        match strength {
            Strength::Emphasis => &mut self.emphasis,
            Strength::Strong => &mut self.strong,
        }
    }
}

/// Emphasis that has begun.
struct Begun {
    strength: Strength,
    index: usize,
    is_in_link: bool,
    /// How many others of its kind have begun within it, and end before it.
    inner: usize,
}

/// Decides what each mark among the pieces becomes. The result is as long as `pieces`.
///
/// Only the outermost emphasis is kept, and only if it does not cross the border of a link.
pub(super) fn resolve(pieces: &[Piece]) -> Vec<Fate> {
    let mut fates = vec![Fate::Vanishes; pieces.len()];
    let mut ends = Ends { emphasis: 0, strong: 0 };
    for piece in pieces {
        if let Piece::Close(strength) = piece {
            *ends.of(*strength) += 1;
        }
    }
    let mut begun: Option<Begun> = None;
    let mut is_in_link = false;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::LinkStart(_) => is_in_link = true,
            Piece::LinkEnd => is_in_link = false,
            Piece::Open(strength) => match &mut begun {
                None if *ends.of(*strength) > 0 => {
                    begun = Some(Begun { strength: *strength, index, is_in_link, inner: 0 });
                }
                Some(outer) if outer.strength == *strength && *ends.of(*strength) > outer.inner + 1 => {
                    outer.inner += 1;
                }
                _ => {}
            },
            Piece::Close(strength) => {
                *ends.of(*strength) -= 1;
                match &mut begun {
                    Some(outer) if outer.strength == *strength && outer.inner > 0 => outer.inner -= 1,
                    Some(outer) if outer.strength == *strength => {
                        if outer.is_in_link == is_in_link {
                            set(&mut fates, outer.index, Fate::Opens);
                            set(&mut fates, index, Fate::Closes);
                        }
                        begun = None;
                    }
                    _ => {}
                }
            }
            Piece::Text(_) | Piece::Code(_) | Piece::Address(_) => {}
        }
    }
    fates
}

fn set(fates: &mut [Fate], index: usize, fate: Fate) {
    if let Some(place) = fates.get_mut(index) {
        *place = fate;
    }
}
