//! What is reported of selections and models that can't be generated, and that everything is reported at once.

use crate::fixture::{self, Fixture};
use smithwright_codegen::generate::generate;
use smithwright_codegen::ir::{Selection, with_obstacles};
use smithwright_codegen::model::{Model, SourceFile};

/// A model of these shapes, beside the service `Shop` with these fields.
fn model(service: &str, shapes: &str) -> Fixture {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "example#Shop": {{ "type": "service", "version": "1", {service} }}, {shapes} }} }}"#
    );
    Fixture { name: "shop".to_owned(), text }
}

/// An operation without input and output.
fn operation(name: &str, traits: &str) -> String {
    format!(
        r#""example#{name}": {{ "type": "operation", "input": {{ "target": "smithy.api#Unit" }}, "output": {{ "target": "smithy.api#Unit" }}, "traits": {{ {traits} }} }}"#
    )
}

const REST: &str = r#""traits": { "aws.protocols#restJson1": {} }"#;

fn http(uri: &str) -> String {
    format!(r#""smithy.api#http": {{ "method": "POST", "uri": "{uri}", "code": 200 }}"#)
}

fn of(operations: &[&str]) -> String {
    let targets: Vec<String> =
        operations.iter().map(|name| format!(r#"{{ "target": "example#{name}" }}"#)).collect();
    format!(r#""operations": [{}], {REST}"#, targets.join(", "))
}

/// What is reported, errors and warnings.
fn report(fixture: &Fixture) -> String {
    select(fixture, None)
}

fn select(fixture: &Fixture, operations: Option<&[&str]>) -> String {
    match fixture.select(operations) {
        Ok(generated) => format!("generated:\n{}", generated.warnings),
        Err(diagnostics) => diagnostics.to_string(),
    }
}

#[test]
fn an_unknown_operation() {
    let fixture = fixture::named("selection");
    insta::assert_snapshot!(select(&fixture, Some(&["Kep", "keep", "Keep", "Entirely"])));
}

#[test]
fn a_selection_cuts_shapes() {
    let generated = fixture::named("selection").select(Some(&["Keep"])).unwrap();
    let files: Vec<&String> = generated.files.keys().collect();
    let types = &generated.files["src/selection/types.rs"];
    assert!(types.contains("struct Kept") && !types.contains("Dropped"), "{types}");
    assert!(!files.iter().any(|path| path.contains("drop") || path.contains("errors")), "{files:?}");
}

#[test]
fn several_services_and_none() {
    let other = r#""example#Stall": { "type": "service", "version": "1" }"#;
    let several = model(REST, other);
    let none = Fixture { name: "none".to_owned(), text: r#"{ "smithy": "2.0", "shapes": {} }"#.to_owned() };
    let model = several.model();
    let named = |name: &str| Selection {
        service: Some(name.to_owned()),
        operations: None,
        module: "shop".to_owned(),
        protocol: None,
    };
    let wrong = generate(&[(&model, named("example#Stal"))], &fixture::config()).unwrap_err();
    assert!(generate(&[(&model, named("example#Shop"))], &fixture::config()).is_ok());
    insta::assert_snapshot!(format!("{}\n\n{}\n\n{wrong}", report(&several), report(&none)));
}

#[test]
fn a_protocol_that_is_not_spoken() {
    let service = r#""traits": { "example.protocols#gopher": {} }"#;
    let other = r#""example.protocols#gopher": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {}, "smithy.api#protocolDefinition": {} } }"#;
    let without = model(r#""traits": {}"#, other);
    insta::assert_snapshot!(format!("{}\n\n{}", report(&model(service, other)), report(&without)));
}

/// Errors of the model hide neither its protocol nor names that become one, and nothing is told twice.
#[test]
fn everything_at_once() {
    let own = r#""traits": { "smithy.mqtt#mqttJson": {} }"#;
    let operations = of(&["Get_URL", "GetUrl", "Gone", "PutIt"]).replace(REST, own);
    let twins = format!("{}, {}", operation("Get_URL", ""), operation("GetUrl", ""));
    let input = r#""example#In": { "type": "structure", "members": { "a": { "target": "example#Item_URL" }, "b": { "target": "example#ItemUrl" }, "c": { "target": "example#Lost" }, "d": { "target": "example#itemurl" } } }"#;
    let items = ["Item_URL", "ItemUrl", "itemurl"]
        .map(|name| format!(r#""example#{name}": {{ "type": "structure", "members": {{}} }}"#));
    let put = operation("PutIt", "").replacen("smithy.api#Unit", "example#In", 1);
    let shapes = format!("{put}, {twins}, {input}, {}", items.join(", "));
    let text = model(&operations, &shapes).text;
    let refused = Model::read(&[SourceFile { name: "model.json", text: &text }]).unwrap_err();
    let selection = Selection {
        service: None,
        operations: Some(["GetUrl", "Get_URL", "PutIt", "Gone"].map(str::to_owned).into()),
        module: "shop".to_owned(),
        protocol: None,
    };
    insta::assert_snapshot!(with_obstacles(refused, &selection));
}

#[test]
fn a_protocol_that_is_chosen() {
    let traits = r#""traits": { "aws.protocols#awsJson1_1": {}, "smithy.protocols#rpcv2Cbor": {} }"#;
    let model = model(traits, r#""example#S": { "type": "string" }"#).model();
    let choose = |protocol: &str| {
        let protocol = Some(protocol.to_owned());
        let selection = Selection { service: None, operations: None, module: "shop".to_owned(), protocol };
        match generate(&[(&model, selection)], &fixture::config()) {
            Ok(generated) => format!("{:?}", generated.services[0].protocol),
            Err(diagnostics) => diagnostics.to_string(),
        }
    };
    let wanted = ["awsJson1_1", "smithy.protocols#rpcv2Cbor", "restJson1", "rpcv2cbor"];
    insta::assert_snapshot!(wanted.map(choose).join("\n\n"));
}

#[test]
fn names_that_become_one() {
    let input = r#""example#In": { "type": "structure", "members": { "a": { "target": "example#Item_URL" }, "b": { "target": "example#ItemUrl" } } }"#;
    let shapes = r#""example#Item_URL": { "type": "structure", "members": {} }, "example#ItemUrl": { "type": "structure", "members": {} }"#;
    let put = operation("PutIt", &http("/put")).replacen("smithy.api#Unit", "example#In", 1);
    let twins = format!("{}, {}", operation("Get_URL", &http("/1")), operation("GetUrl", &http("/2")));
    let fixture = model(&of(&["PutIt", "Get_URL", "GetUrl"]), &format!("{put}, {twins}, {input}, {shapes}"));
    insta::assert_snapshot!(report(&fixture));
}

#[test]
fn operations_without_http() {
    let shapes = format!("{}, {}", operation("One", ""), operation("Two", ""));
    insta::assert_snapshot!(report(&model(&of(&["One", "Two"]), &shapes)));
}

#[test]
fn a_url_path_to_nowhere() {
    let messages = |url: &str| {
        let text = format!(
            r#"{}, "smithwright.api#webSocketMessages": {{ "send": "example#Out", "receive": "example#Out", "url": "{url}" }}"#,
            http("/go")
        );
        let output = r#""output": { "target": "example#Out" }"#;
        operation("Go", &text).replace(r#""output": { "target": "smithy.api#Unit" }"#, output)
    };
    let shapes = r#""example#Out": { "type": "structure", "members": { "part": { "target": "example#Part" } } },
        "example#Part": { "type": "structure", "members": { "size": { "target": "smithy.api#Integer" } } }"#;
    let reports = ["part.url", "part.size", "part", "url.part"]
        .map(|url| report(&model(&of(&["Go"]), &format!("{}, {shapes}", messages(url)))));
    insta::assert_snapshot!(reports.join("\n\n"));
}

#[test]
fn event_streams_that_the_protocol_does_not_have() {
    let input = r#""example#In": { "type": "structure", "members": { "events": { "target": "example#Events" } } },
        "example#Events": { "type": "union", "members": { "ping": { "target": "example#Ping" } }, "traits": { "smithy.api#streaming": {} } },
        "example#Ping": { "type": "structure", "members": {} }"#;
    let stream = operation("Listen", &http("/listen")).replacen("smithy.api#Unit", "example#In", 1);
    let shapes = format!("{stream}, {}, {input}", operation("Plain", &http("/plain")));
    let socket = r#""smithwright.protocols#presignedWebSocket": { "expiresIn": 60 }"#;
    let fixture =
        model(&of(&["Listen", "Plain"]).replace(r#""aws.protocols#restJson1": {}"#, socket), &shapes);
    insta::assert_snapshot!(report(&fixture));
    let files = fixture.generated().files;
    assert!(!files.contains_key("src/shop/operation/listen.rs") && !files.contains_key("src/shop/types.rs"));
}

#[test]
fn waiters_of_calls_that_are_not_repeated() {
    let waiter = r#""smithy.waiters#waitable": { "Done": { "acceptors": [{ "state": "success", "matcher": { "success": true } }] } }"#;
    let input = r#""example#In": { "type": "structure", "members": { "events": { "target": "example#Events", "traits": { "smithy.api#httpPayload": {} } } } },
        "example#Events": { "type": "union", "members": { "ping": { "target": "example#Ping" } }, "traits": { "smithy.api#streaming": {} } },
        "example#Ping": { "type": "structure", "members": {} }"#;
    let go = operation("Go", &format!("{}, {waiter}", http("/go")));
    let streaming = format!("{}, {input}", go.replacen("smithy.api#Unit", "example#In", 1));
    let socket = r#""smithwright.protocols#presignedWebSocket": { "expiresIn": 60 }"#;
    let socket = of(&["Go"]).replace(r#""aws.protocols#restJson1": {}"#, socket);
    let reports = [model(&of(&["Go"]), &streaming), model(&socket, &go)].map(|fixture| report(&fixture));
    insta::assert_snapshot!(reports.join("\n\n"));
}

#[test]
fn schemes_that_are_not_spoken() {
    let service = r#""operations": [{ "target": "example#Go" }], "traits": { "aws.protocols#restJson1": {}, "example#byHand": {} }"#;
    let scheme = r#""example#byHand": { "type": "structure", "traits": { "smithy.api#trait": {}, "smithy.api#authDefinition": {} } }"#;
    let fixture = model(service, &format!("{}, {scheme}", operation("Go", &http("/go"))));
    let generated = fixture.select(None).unwrap();
    let page = &generated.files["src/shop/operation/go.rs"];
    let request = page.lines().find(|line| line.starts_with("//! **Request")).unwrap();
    insta::assert_snapshot!(format!("{}\n{request}", report(&fixture)));
}

#[test]
fn what_a_client_could_only_get_wrong_is_said() {
    let error = |id: &str| {
        format!(
            r#""{id}": {{ "type": "structure", "members": {{}}, "traits": {{ "smithy.api#error": "client" }} }}"#
        )
    };
    let service = r#""operations": [{ "target": "example#Do" }], "rename": { "other#Gone": "OtherGone" },
        "traits": { "aws.protocols#restXml": {} }"#;
    let shapes = format!(
        r#""example#Do": {{ "type": "operation", "input": {{ "target": "example#In" }},
                "errors": [{{ "target": "example#Gone" }}, {{ "target": "other#Gone" }}],
                "traits": {{ {} }} }},
            "example#In": {{ "type": "structure", "members": {{ "free": {{ "target": "smithy.api#Document" }} }} }},
            {}, {}"#,
        http("/do"),
        error("example#Gone"),
        error("other#Gone")
    );
    insta::assert_snapshot!(report(&model(service, &shapes)));
}

#[test]
fn pages_that_can_not_be_asked_for() {
    let paginated = |said: &str| {
        let traits = format!(r#"{}, "smithy.api#paginated": {{ {said} }}"#, http("/list"));
        let list = operation("List", &traits).replacen("smithy.api#Unit", "example#Side", 1);
        let shapes = r#""example#Side": { "type": "structure", "members": {
            "token": { "target": "smithy.api#String" }, "number": { "target": "smithy.api#Integer" },
            "always": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } } } }"#;
        let list = list.replacen("smithy.api#Unit", "example#Side", 1);
        report(&model(&of(&["List"]), &format!("{list}, {shapes}")))
    };
    let pages = |token: &str, size: &str| {
        paginated(&format!(r#""inputToken": "{token}", "outputToken": "{token}", "pageSize": "{size}""#))
    };
    assert_eq!(pages("token", "number"), "generated:\nno findings");
    for (token, size, said) in [
        ("token", "nubmer", "the `pageSize` of the pages, `nubmer`, leads to no member"),
        ("token", "side.number", "the `pageSize` of the pages, `side.number`, leads to no member"),
        ("token", "token", "the `pageSize` of the pages, `token`, is not an integer"),
        ("number", "number", "the tokens of the pages, as in `number`, are neither strings nor maps"),
    ] {
        let found = pages(token, size);
        assert!(found.contains(said) && found.ends_with("1 warning"), "{found}");
    }
    let found = paginated(r#""inputToken": "token", "outputToken": "always""#);
    assert!(
        found.contains("the `outputToken`, `always`, is required, though the last page has none"),
        "{found}"
    );
}

#[test]
fn what_a_protocol_has_no_form_for() {
    let of = |protocol: &str| {
        let service = format!(
            r#""operations": [{{ "target": "example#Do" }}], "traits": {{ "smithy.api#xmlNamespace": {{ "uri": "urn:a" }}, "aws.protocols#{protocol}": {{}} }}"#
        );
        let io = r#""members": { "maps": { "target": "example#Maps" }, "choice": { "target": "example#Choice" } }"#;
        let shapes = format!(
            r#""example#Do": {{ "type": "operation", "input": {{ "target": "example#In" }}, "output": {{ "target": "example#Out" }} }},
            "example#In": {{ "type": "structure", {io} }}, "example#Out": {{ "type": "structure", {io} }},
            "example#Choice": {{ "type": "union", "members": {{ "documents": {{ "target": "example#Documents" }} }} }},
            "example#Maps": {{ "type": "list", "member": {{ "target": "example#Map" }} }},
            "example#Map": {{ "type": "map", "key": {{ "target": "smithy.api#String" }}, "value": {{ "target": "smithy.api#String" }} }},
            "example#Documents": {{ "type": "list", "member": {{ "target": "smithy.api#Document" }} }}"#
        );
        report(&model(&service, &shapes))
    };
    insta::assert_snapshot!(["awsJson1_0", "awsQuery", "ec2Query"].map(of).join("\n"));
}

/// Forms name the operation and the version of the API beside the members.
#[test]
fn a_member_that_is_called_as_a_parameter_of_the_protocol() {
    let of = |protocol: &str, member: &str| {
        let service = format!(
            r#""operations": [{{ "target": "example#Do" }}], "traits": {{ "smithy.api#xmlNamespace": {{ "uri": "urn:a" }}, "aws.protocols#{protocol}": {{}} }}"#
        );
        let shapes = format!(
            r#""example#Do": {{ "type": "operation", "input": {{ "target": "example#In" }} }},
            "example#In": {{ "type": "structure", "members": {{ {member} }} }}"#
        );
        report(&model(&service, &shapes))
    };
    let plain = r#""Action": { "target": "smithy.api#String" }"#;
    insta::assert_snapshot!(of("awsQuery", plain));
    let said = "the parameter `Version` is sent twice";
    assert!(of("ec2Query", r#""version": { "target": "smithy.api#String" }"#).contains(said));
    let named = |name: &str| {
        format!(
            r#""it": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#xmlName": "{name}" }} }}"#
        )
    };
    assert!(of("awsQuery", &named("Version")).contains(said));
    assert!(!of("awsQuery", &named("version")).contains("warning"));
    assert!(!of("restXml", plain).contains("sent twice"));
    assert!(!of("awsQuery", r#""Action": { "target": "example#In" }"#).contains("sent twice"));
}

/// Who needs the endpoint of an account gets the operation that tells it, or a warning that nobody asks.
#[test]
fn an_endpoint_that_a_client_can_not_ask_for() {
    let text = fixture::named("discovery").text;
    let of = |from: &str, to: &str| {
        let text = text.replace(from, to);
        let fixture = Fixture { name: "things".to_owned(), text };
        select(&fixture, Some(&["GetThing"]))
    };
    assert!(!of("", "").contains("warning"), "{}", of("", ""));
    insta::assert_snapshot!(of(r#""Address""#, r#""Place""#));
    for (from, to, said) in [
        (
            r#""operation": "example#ListEndpoints""#,
            r#""operation": "example#GetThing""#,
            "`GetThing` is itself answered only there",
        ),
        (
            r#""smithy.api#httpQuery": "operation""#,
            r#""smithy.api#httpQuery": "operation", "smithy.api#required": {}"#,
            "`ListEndpoints` needs `Operation`, which a client can't know",
        ),
        (
            r#""aws.protocols#restJson1": {},
        "aws.api#clientEndpointDiscovery": {"operation": "example#ListEndpoints", "error": "example#Moved"}"#,
            r#""aws.protocols#restJson1": {}"#,
            "no operation tells the endpoint of the account",
        ),
    ] {
        let found = of(from, to);
        assert!(found.contains(said), "{found}");
    }
}

#[test]
fn what_is_optional_to_clients_is_not_required_of_them() {
    let generated = fixture::named("nullability").generated();
    let rows = |member: &str| -> Vec<String> {
        let lines = generated.files.values().flat_map(|text| text.lines());
        let start = format!("        {member}: \"");
        lines.filter(|line| line.starts_with(&start)).map(str::to_owned).collect()
    };
    assert!(rows("required").iter().any(|row| row.contains(", Required")), "{:?}", rows("required"));
    let optional = rows("optional_required");
    assert!(!optional.is_empty() && !optional.iter().any(|row| row.contains(", Required")), "{optional:?}");
}

#[test]
fn values_that_do_not_fit_the_parameters_of_endpoint_rules() {
    let service = r#""operations": [{ "target": "example#Get" }, { "target": "example#Put" }], "traits": {
            "aws.protocols#restJson1": {},
            "smithy.rules#clientContextParams": { "Fast": { "type": "string" }, "Slow": { "type": "boolean" } },
            "smithy.rules#endpointRuleSet": { "version": "1.0", "parameters": {
                "Fast": { "type": "boolean", "required": true, "default": false },
                "Shop": { "type": "string", "required": true },
                "Shelves": { "type": "stringArray" }
            }, "rules": [{ "type": "endpoint", "conditions": [], "endpoint": { "url": "https://{Shop}.example" } }] } }"#;
    let bound =
        |name: &str| format!(r#""traits": {{ "smithy.rules#contextParam": {{ "name": "{name}" }} }}"#);
    let members = [
        format!(r#""shop": {{ "target": "smithy.api#Boolean", {} }}"#, bound("Shop")),
        format!(r#""fast": {{ "target": "smithy.api#Integer", {} }}"#, bound("Fast")),
        format!(r#""shelves": {{ "target": "example#Names", {} }}"#, bound("Shelves")),
        format!(r#""shelf": {{ "target": "smithy.api#String", {} }}"#, bound("Shelf")),
    ];
    let constants = r#""smithy.rules#staticContextParams": { "Fast": { "value": "yes" }, "Slow": { "value": true } },
        "smithy.rules#operationContextParams": { "Shelf": { "path": "shop" } }"#;
    let shapes = [
        operation("Get", &http("/get")),
        format!(
            r#""example#Put": {{ "type": "operation", "input": {{ "target": "example#PutInput" }}, "output": {{ "target": "smithy.api#Unit" }}, "traits": {{ {constants}, {} }} }}"#,
            http("/put")
        ),
        format!(r#""example#PutInput": {{ "type": "structure", "members": {{ {} }} }}"#, members.join(", ")),
        r#""example#Names": { "type": "list", "member": { "target": "smithy.api#String" } }"#.to_owned(),
    ];
    insta::assert_snapshot!(report(&model(service, &shapes.join(", "))));
}

#[test]
fn a_model_silences_warnings_and_no_errors() {
    const SUPPRESS: &str = r#""smithy.api#suppress": ["Smithwright"]"#;
    let warned = |more: &str| {
        let traits = format!(r#"{}, "smithy.api#paginated": {{ "items": "lost" }} {more}"#, http("/get"));
        report(&model(&of(&["Get"]), &operation("Get", &traits)))
    };
    assert!(warned("").contains("1 warning"), "{}", warned(""));
    assert_eq!(warned(&format!(", {SUPPRESS}")), "generated:\nno findings");
    let elsewhere = SUPPRESS.replace("Smithwright", "PaginatedTrait");
    assert!(warned(&format!(", {elsewhere}")).contains("1 warning"));

    let refused = report(&model(&of(&["Get"]), &operation("Get", SUPPRESS)));
    assert!(refused.contains("1 error"), "{refused}");
}
