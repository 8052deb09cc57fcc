//! SigV4 in place of SigV4A, and the reverse.

use super::*;

const BOTH: &str = r#"@aws.auth#sigv4(name: "s") @aws.auth#sigv4a(name: "s")"#;

fn migrations(old: &Model, new: &Model) -> Vec<String> {
    let mut found = ids(old, new);
    found.retain(|line| line.contains("Migration"));
    found
}

#[test]
fn which_of_a_services_schemes_comes_first() {
    let with = |traits: &str| shapes(&format!("{traits} service S {{}}"));
    let listed = |ids: &str| format!("{BOTH} @auth([{ids}])");
    let plain = r#"@aws.auth#sigv4(name: "s")"#;
    let asymmetric = listed("aws.auth#sigv4a");
    let (first, second) =
        (listed("aws.auth#sigv4, aws.auth#sigv4a"), listed("aws.auth#sigv4a, aws.auth#sigv4"));
    let reversed = r#"@aws.auth#sigv4a(name: "s") @aws.auth#sigv4(name: "s")"#;
    for (old, new, migrates) in [
        (plain, &*asymmetric, true),
        (&*asymmetric, plain, true),
        (&*first, &*second, true),
        (&*second, &*first, true),
        (BOTH, &*second, true),
        (BOTH, &*first, false),
        // Without a list, the ids give the order, wherever the file has them.
        (reversed, &*first, false),
        (reversed, &*second, true),
        (&*asymmetric, BOTH, true),
        (&*asymmetric, &*second, false),
        (plain, &*second, true),
        (plain, BOTH, false),
        (BOTH, plain, false),
        ("@httpBearerAuth", plain, false),
        // Another scheme before both changes nothing.
        ("@httpBearerAuth", BOTH, false),
    ] {
        let expected: &[&str] = if migrates { &["DANGER SigV4Migration a#S"] } else { &[] };
        assert_eq!(migrations(&with(old), &with(new)), expected, "{old} -> {new}");
    }
    let of_operation =
        |traits: &str| shapes(&format!("{first} service S {{ operations: [O] }}\n{traits} operation O {{}}"));
    let found = migrations(&of_operation(""), &of_operation("@auth([aws.auth#sigv4a, aws.auth#sigv4])"));
    assert_eq!(found, ["DANGER SigV4Migration a#O"]);
}

#[test]
fn which_of_an_endpoints_schemes_comes_first() {
    let with = |names: &[&str]| {
        let schemes: Vec<String> = names.iter().map(|name| format!(r#"{{ "name": "{name}" }}"#)).collect();
        let properties = if names.is_empty() {
            String::new()
        } else {
            format!(r#", "properties": {{ "authSchemes": [{}] }}"#, schemes.join(", "))
        };
        shapes(&format!(
            r#"@aws.auth#sigv4(name: "s") @smithy.rules#endpointRuleSet({{ "version": "1.0", "parameters": {{}}, "rules": [
                {{ "conditions": [], "type": "tree", "rules": [
                    {{ "conditions": [], "type": "endpoint", "endpoint": {{ "url": "https://a"{properties} }} }}] }}] }})
            service S {{}}"#
        ))
    };
    for (old, new, migrates) in [
        (["sigv4"].as_slice(), ["sigv4a"].as_slice(), true),
        (&["sigv4a"], &["sigv4"], true),
        (&["sigv4-s3express"], &["sigv4a"], true),
        (&["sigv4"], &["sigv4-s3express"], false),
        (&[], &["sigv4a"], true),
        (&[], &["sigv4"], false),
        (&["sigv4"], &["sigv4x"], false),
        (&["sigv4x"], &["sigv4a"], false),
    ] {
        let expected: &[&str] = if migrates { &["DANGER EndpointSigV4Migration a#S"] } else { &[] };
        assert_eq!(migrations(&with(old), &with(new)), expected, "{old:?} -> {new:?}");
    }
}
