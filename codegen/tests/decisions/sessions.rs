//! Which operations can start sessions, and which tell the endpoint of an account.

use super::decided;

const STARTS: &str =
    r#"@smithwright.api#startsSession(scheme: "sigv4-depot", header: "X-Token", queryParameter: "X-Token")"#;

/// A service whose rules ask for these auth schemes, with these operations.
fn with_sessions(schemes: &str, operations: &str) -> String {
    let names: Vec<&str> =
        operations.split("operation ").skip(1).filter_map(|rest| rest.split([' ', '{']).next()).collect();
    format!(
        r#"$version: "2.1"
namespace a
@aws.protocols#restJson1 @aws.auth#sigv4(name: "things") @aws.auth#sigv4a(name: "things")
@smithy.rules#endpointRuleSet({{ "version": "1.0", "parameters": {{ "Depot": {{ "type": "string", "required": true, "default": "all" }} }}, "rules": [{{
    "type": "endpoint", "conditions": [],
    "endpoint": {{ "url": "https://{{Depot}}.example.com", "properties": {{ "authSchemes": [{schemes}] }} }} }}] }})
service Service {{ version: "1", operations: [{}] }}
{operations}
structure Key {{ AccessKeyId: String, SecretAccessKey: String, SessionToken: String, Expiration: Timestamp }}
"#,
        names.join(", ")
    )
}

/// An operation of this name that starts sessions, with this member as its input.
fn start(name: &str, member: &str) -> String {
    format!(
        "{STARTS} @http(method: \"POST\", uri: \"/{name}\") operation {name} {{ input := {{ {member} }}, output := {{ Credentials: Key }} }}\n"
    )
}

const DEPOT: &str = r#"{"name": "sigv4-depot", "signingName": "d", "signingRegion": "r"}"#;
const MEMBER: &str = r#"@required @smithy.rules#contextParam(name: "Depot") depot: String"#;

#[test]
fn one_operation_starts_sessions_by_a_string_that_must_be_set() {
    let (service, said) = decided(&with_sessions(DEPOT, &start("Start", MEMBER)));
    assert_eq!(said, "");
    let session = service.unwrap().operations.remove(0).session.unwrap();
    assert_eq!((&*session.resource, session.field.as_str()), ("Depot", "depot"));

    let two = start("Start", MEMBER) + &start("Again", MEMBER);
    let (_, said) = decided(&with_sessions(DEPOT, &two));
    assert!(said.contains("expected one operation that starts sessions, found Again and Start"), "{said}");
    for member in [
        r#"@required @smithy.rules#contextParam(name: "Depot") depot: Integer"#,
        "@required depot: String",
        r#"@smithy.rules#contextParam(name: "Depot") depot: String"#,
        r#"@required @clientOptional @smithy.rules#contextParam(name: "Depot") depot: String"#,
    ] {
        let (_, said) = decided(&with_sessions(DEPOT, &start("Start", member)));
        let expected =
            "expected one member of the input that callers must set, a string with a `contextParam`";
        assert!(said.contains(expected), "{member}\n{said}");
    }
    let numbers = start("Start", MEMBER).replace("Credentials: Key", "Credentials: String");
    let (_, said) = decided(&with_sessions(DEPOT, &numbers));
    assert!(said.contains("expected a string at `Credentials.AccessKeyId` of the output"), "{said}");
}

#[test]
fn schemes_that_clients_sign_by_need_no_session() {
    let act = "@http(method: \"POST\", uri: \"/\") operation Act {}\n";
    for (scheme, signs) in [("sigv4", true), ("sigv4a", true), ("sigv4-depot", false)] {
        let regions =
            if scheme == "sigv4a" { r#""signingRegionSet": ["*"]"# } else { r#""signingRegion": "r""# };
        let scheme = format!(r#"{{"name": "{scheme}", "signingName": "d", {regions}}}"#);
        let (_, said) = decided(&with_sessions(&scheme, act));
        assert_eq!(said.is_empty(), signs, "{scheme}\n{said}");
    }
}

/// What is said of a service in which this operation tells the endpoint of an account, with this output.
fn discovery(tells: &str, traits: &str, input: &str, output: &str) -> String {
    decided(&format!(
        r#"$version: "2.1"
namespace a
@aws.protocols#awsJson1_0 @aws.auth#sigv4(name: "things")
@aws.api#clientEndpointDiscovery(operation: {tells}, error: Moved)
service Service {{ version: "1", operations: [Tell, Act] }}
{traits} operation Tell {{ input := {{ {input} }}, output := {{ {output} }} }}
@aws.api#clientDiscoveredEndpoint(required: true) operation Act {{ errors: [Moved] }}
@error("client") structure Moved {{}}
structure Place {{ Address: String, CachePeriodInMinutes: Long }}
structure Short {{ Address: String, CachePeriodInMinutes: Integer }}
structure Numbered {{ Address: Integer, CachePeriodInMinutes: Long }}
structure Forever {{ Address: String, CachePeriodInMinutes: Boolean }}
"#
    ))
    .1
}

#[test]
fn an_endpoint_is_told_without_being_known() {
    for (input, output) in [
        ("", "Endpoints: [Place]"),
        ("", "Endpoints: [Short], more: String"),
        ("a: String", "Endpoints: [Place]"),
        ("@required @clientOptional a: String", "Endpoints: [Place]"),
    ] {
        assert_eq!(discovery("Tell", "", input, output), "", "{input} {output}");
    }
    let gives_none =
        "`Tell` gives no list `Endpoints` of structures with `Address` and `CachePeriodInMinutes`";
    for (tells, traits, input, output, reason) in [
        ("Act", "", "", "Endpoints: [Place]", "`Act` is itself answered only there"),
        (
            "Tell",
            "",
            "@required a: String",
            "Endpoints: [Place]",
            "`Tell` needs `a`, which a client can't know",
        ),
        ("Tell", "", "", "Endpoints: Place", gives_none),
        ("Tell", "", "", "Places: [Place]", gives_none),
        ("Tell", "", "", "Endpoints: [Numbered]", gives_none),
        ("Tell", "", "", "Endpoints: [Forever]", gives_none),
        ("Tell", "", "", "Endpoints: [String]", gives_none),
    ] {
        let found = discovery(tells, traits, input, output);
        assert!(found.contains(reason), "{input} {output}\n{found}");
    }
}
