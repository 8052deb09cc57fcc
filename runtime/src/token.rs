//! Randomness: unique tokens, and the jitter of retries.

use crate::error::{Failure, FailureKind};
use std::fmt::Write;

/// Returns a random UUID, version 4.
///
/// It comes from the operating system's source of randomness, since whoever guesses a token could replay a call's outcome. The crate
/// used for it is one that TLS depends on anyway.
pub(crate) fn random_uuid() -> Result<String, Failure> {
    Ok(format(u128::from_be_bytes(random_bytes()?)))
}

/// Returns as many random bytes as a UUID has.
pub(crate) fn random_bytes() -> Result<[u8; 16], Failure> {
    let mut bytes = [0; 16];
    getrandom::getrandom(&mut bytes).map_err(|error| {
        Failure::new(FailureKind::Configuration, "the operating system gives no random bytes")
            .caused_by(error.to_string())
    })?;
    Ok(bytes)
}

/// Returns a random number in `0.0..1.0`, or the middle if the system has no randomness: a delay without jitter is still a delay.
pub(crate) fn random_fraction() -> f64 {
    const STEPS: f64 = (1_u64 << 53) as f64;
    random_bytes().map_or(0.5, |bytes| (u128::from_be_bytes(bytes) >> 75) as f64 / STEPS)
}

fn format(random: u128) -> String {
    const VERSION: u128 = 0xf << 76;
    const VARIANT: u128 = 0b11 << 62;
    let uuid = random & !VERSION & !VARIANT | 0x4 << 76 | 0b10 << 62;
    let mut text = String::with_capacity(36);
    for (shift, digits) in [(96, 8), (80, 4), (64, 4), (48, 4), (0, 12)] {
        if !text.is_empty() {
            text.push('-');
        }
        let mask = (1_u128 << (digits * 4)) - 1;
        // Writing to a string can't fail.
        let _ = write!(text, "{:0digits$x}", uuid >> shift & mask);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_version_and_variant() {
        assert_eq!(format(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(format(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(format(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef), "01234567-89ab-4def-8123-456789abcdef");
    }

    #[test]
    fn spreads_fractions_over_the_whole_unit() {
        let fractions: Vec<f64> = (0..1000).map(|_| random_fraction()).collect();
        assert!(fractions.iter().all(|fraction| (0.0..1.0).contains(fraction)));
        let tenths =
            (0..10).filter(|tenth| fractions.iter().any(|fraction| (fraction * 10.0) as u8 == *tenth));
        assert_eq!(tenths.count(), 10, "{fractions:?}");
    }

    #[test]
    fn gives_another_each_time() {
        assert_ne!(random_uuid().unwrap(), random_uuid().unwrap());
    }
}
