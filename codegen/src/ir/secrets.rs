//! Which members hold secrets, so that they must never be printed.

use crate::model::traits::Sensitive;
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind, reachable};

/// The ends of names of members that hold a secret, in lower case, whether or not the model says so. Published models leave the trait out of dozens of them.
const NAMES: [&str; 12] = [
    "accesstoken",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "passphrase",
    "password",
    "privatekey",
    "refreshtoken",
    "secretaccesskey",
    "secretkey",
    "securitytoken",
    "sessiontoken",
];

/// Returns whether the member's value must never be printed: its trait or name says so, or its target does.
pub(super) fn is_secret(model: &Model, member: &Member, target: &Shape) -> bool {
    member.traits.has::<Sensitive>()
        || is_named(member.name()) && matches!(target.kind, ShapeKind::String | ShapeKind::Blob)
        || holds_secrets(model, &target.id)
}

fn is_named(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    NAMES.iter().any(|end| name.ends_with(end))
}

/// Returns whether the shape, or what its lists and maps hold, is sensitive.
fn holds_secrets(model: &Model, id: &ShapeId) -> bool {
    let is_collection = |shape: &&Shape| matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map(_));
    let held = |id| {
        let shape = model.shape(id).filter(is_collection);
        shape.into_iter().flat_map(Shape::members).map(|member| &member.target.id)
    };
    let mut shapes = reachable([id], held).into_iter().filter_map(|id| model.shape(id));
    shapes.any(|shape| shape.traits.has::<Sensitive>())
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn names_tell_secrets() {
        for name in
            ["MasterUserPassword", "session_token", "SecretAccessKey", "x-private-key", "OAuthClientSecret"]
        {
            assert!(is_named(name), "{name}");
        }
        for name in ["NextToken", "PasswordPolicy", "PrivateKeyArn", "ClientRequestToken", "Key", "SecretArn"]
        {
            assert!(!is_named(name), "{name}");
        }
    }
}
