//! Which members hold secrets, so that they must never be printed.

use crate::model::traits::{IdempotencyToken, Sensitive};
use crate::model::{Member, Model, Shape, ShapeKind, reachable};

/// The ends of names of members that hold a secret, in lower case, whether or not the model says so. Published models leave the trait out of dozens of them.
const ENDS: [&str; 17] = [
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "idtoken",
    "jwt",
    "passcode",
    "passphrase",
    "password",
    "privatekey",
    "refreshtoken",
    "secretaccesskey",
    "secretkey",
    "securitytoken",
    "sessiontoken",
];

/// Names that say the same only as a whole. Some services call the token of a page so, of which printing tells little anyway.
const WHOLE: [&str; 5] = ["credential", "otp", "pin", "secret", "token"];

/// Returns whether the member's value must never be printed: its trait or name says so, or its target does.
pub(super) fn is_secret(model: &Model, member: &Member, target: &Shape) -> bool {
    let is_text =
        |shape: &Shape| matches!(shape.kind, ShapeKind::String | ShapeKind::Blob | ShapeKind::Document);
    member.traits.has::<Sensitive>()
        || holds(model, target, |shape| shape.traits.has::<Sensitive>())
        || is_named(member.name())
            && !member.traits.has::<IdempotencyToken>()
            && holds(model, target, is_text)
}

fn is_named(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix('s').unwrap_or(&name);
    WHOLE.contains(&name) || ENDS.iter().any(|end| name.ends_with(end)) && !name.ends_with("invalidtoken")
}

/// Returns whether the shape, or what its lists and maps hold, is of this kind.
fn holds(model: &Model, shape: &Shape, is_kind: impl Fn(&Shape) -> bool) -> bool {
    let is_collection = |shape: &&Shape| matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map(_));
    let held = |id| {
        let shape = model.shape(id).filter(is_collection);
        shape.into_iter().flat_map(Shape::members).map(|member| &member.target.id)
    };
    let mut shapes = reachable([&shape.id], held).into_iter().filter_map(|id| model.shape(id));
    shapes.any(is_kind)
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn names_tell_secrets() {
        for name in [
            "MasterUserPassword",
            "session_token",
            "SecretAccessKey",
            "x-private-key",
            "OAuthClientSecret",
            "Passwords",
            "token",
            "apiKey",
            "id_token",
            "otp",
            "Credentials",
        ] {
            assert!(is_named(name), "{name}");
        }
        for name in [
            "NextToken",
            "PasswordPolicy",
            "PrivateKeyArn",
            "ClientRequestToken",
            "Key",
            "SecretArn",
            "pageToken",
            "ApiKeyId",
            "InvalidTokens",
            "spin",
        ] {
            assert!(!is_named(name), "{name}");
        }
    }
}
