//! Names that could meet, and what does not count as meeting.

use super::decided;
use smithwright_codegen::ir::Type;

#[test]
fn methods_that_set_parameters_stand_beside_those_of_operations() {
    let (service, said) = decided(
        r#"$version: "2"
namespace a
@aws.protocols#restJson1
@smithy.rules#clientContextParams(
    FooBar: { type: "string" }, foo_bar: { type: "string" }, Act: { type: "string" }, Settings: { type: "string" })
@smithy.rules#endpointRuleSet({ version: "1.0", parameters: {
    FooBar: { type: "string", required: true }, foo_bar: { type: "string", required: true }
    Act: { type: "string", required: true }, Settings: { type: "string", required: true } },
  rules: [{ type: "endpoint", conditions: [],
    endpoint: { url: "https://{FooBar}.{foo_bar}.{Act}.{Settings}.example.com" } }] })
service Service { version: "1", operations: [WithAct] }
@http(method: "POST", uri: "/")
operation WithAct {}
"#,
    );
    assert_eq!(said, "");
    let parameters = service.unwrap().client_parameters;
    let methods: Vec<&str> = parameters.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["with_foo_bar", "with_foo_bar_", "with_act_", "with_settings_"]);
}

#[test]
fn only_types_take_the_name_of_the_error_of_a_stream() {
    let name = |more: &str| {
        let (service, said) = decided(&format!(
            r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Service {{ version: "1", operations: [Act] }}
@http(method: "POST", uri: "/")
operation Act {{ output := {{ @httpPayload events: Ev, @httpHeader("x-a") a: EvError }} }}
@streaming union Ev {{ a: Part, broken: Broken }}
structure Part {{}}
@error("client") structure Broken {{}}
{more}"#
        ));
        assert_eq!(said, "");
        let types = service.unwrap().types;
        let union = types.into_iter().find_map(|it| match it {
            Type::Union(union) => union.stream_error,
            _ => None,
        });
        union.unwrap().name.to_string()
    };
    assert_eq!(name("string EvError"), "EvError");
    assert_eq!(name("enum EvError { A }"), "EvStreamError");
}
