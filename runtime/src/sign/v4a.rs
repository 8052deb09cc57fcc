//! The parts of [AWS Signature Version 4A](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html) that differ from SigV4: a key pair derived
//! from the secret key, and a signature on the curve P-256, which is valid in every Region that the request names.

use super::hash::{self, Digest256};
use crate::credentials::Credentials;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

pub(super) const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

/// Returns the signature, as DER in lower-case hexadecimal.
pub(super) fn signature(credentials: &Credentials, string_to_sign: &str) -> String {
    // All but one in four billion candidates are keys, so one of the 254 is.
    let Some(key) = key(credentials) else { return String::new() };
    let signature: Signature = key.sign(string_to_sign.as_bytes());
    hash::hex(signature.to_der().as_bytes())
}

/// Returns the first candidate that is a key.
fn key(credentials: &Credentials) -> Option<SigningKey> {
    (1..=254).find_map(|counter| {
        let candidate = plus_one(candidate(credentials, counter))?;
        SigningKey::from_slice(&candidate).ok()
    })
}

/// Returns the output of the key derivation (NIST SP 800-108, in counter mode, for 256 bits).
fn candidate(credentials: &Credentials, counter: u8) -> Digest256 {
    let secret = format!("AWS4A{}", credentials.secret_access_key());
    let mut input = vec![0, 0, 0, 1];
    input.extend_from_slice(ALGORITHM.as_bytes());
    input.push(0);
    input.extend_from_slice(credentials.access_key_id().as_bytes());
    input.push(counter);
    input.extend_from_slice(&256_u32.to_be_bytes());
    hash::hmac(secret.as_bytes(), &input)
}

/// Adds one, so that the key is not zero. Returns `None` if the result exceeds 256 bits.
fn plus_one(mut number: Digest256) -> Option<Digest256> {
    for byte in number.iter_mut().rev() {
        let (sum, overflowed) = byte.overflowing_add(1);
        *byte = sum;
        if !overflowed {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::signature::Verifier as _;

    #[test]
    fn the_key_is_that_of_the_official_suite() {
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let key = key(&credentials).unwrap();
        let point = key.verifying_key().to_sec1_point(false);
        assert_eq!(
            hash::hex(point.as_bytes()),
            "04b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1\
             865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518"
        );
        let made = signature(&credentials, "text");
        let bytes: Vec<u8> = (0..made.len() / 2)
            .map(|at| u8::from_str_radix(&made[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        key.verifying_key().verify(b"text", &Signature::from_der(&bytes).unwrap()).unwrap();
        assert!(key.verifying_key().verify(b"other", &Signature::from_der(&bytes).unwrap()).is_err());
    }

    #[test]
    fn a_number_that_overflows_is_no_key() {
        assert_eq!(plus_one([0xFF; 32]), None);
        let mut one = [0; 32];
        one[31] = 1;
        assert_eq!(plus_one([0; 32]), Some(one));
    }
}
