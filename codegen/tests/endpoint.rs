//! Endpoint rules as Rust: the text is a snapshot, and the snapshot is compiled and called.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::emit::endpoint::endpoint;
use smithwright_codegen::ir::endpoint::RuleSet;
use smithwright_codegen::model::{Model, SourceFile};
use smithwright_codegen::write;
use smithwright_runtime::document::Document;
use smithwright_runtime::endpoint::{Endpoint, EndpointAuthScheme, ParameterValue, Parameters, functions};

/// The service that uses everything that the rules language has.
mod every_function {
    include!("snapshots/endpoint__every_function.snap.rs");

    pub(super) fn call(parameters: Parameters<'_>) -> Result<Endpoint, String> {
        resolve(&parameters).map_err(|error| error.to_string())
    }
}

use every_function::call;

fn generated(text: &str) -> String {
    let loaded = Model::read(&[SourceFile { name: "example.json", text }]).unwrap();
    let mut diagnostics = Diagnostics::new();
    let rule_set = RuleSet::read(loaded.model.services().next().unwrap().0, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    write::rust(endpoint(&rule_set.unwrap())).unwrap()
}

/// A service with these traits.
fn service(traits: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "example#Depot": {{ "type": "service", "version": "1", "traits": {{ {traits} }} }} }} }}"#
    )
}

#[test]
fn rules_become_a_function() {
    let text = generated(include_str!("fixtures/endpoint/every_function.json"));
    insta::assert_binary_snapshot!("every_function.rs", text.into_bytes());
}

#[test]
fn a_service_without_rules_asks_for_an_endpoint() {
    insta::assert_snapshot!(generated(&service("")));
}

#[test]
fn a_service_with_standard_endpoints_has_the_usual_names() {
    insta::assert_snapshot!(generated(&service(
        r#""aws.api#service": { "sdkId": "Depot", "endpointPrefix": "depot" }, "aws.endpoints#standardRegionalEndpoints": {}"#
    )));
}

const TYPE: (&str, ParameterValue<'_>) = ("Type", ParameterValue::String("fast"));

fn shelf(name: &str) -> Result<Endpoint, String> {
    call(Parameters::new().others(&[TYPE, ("Shelf", ParameterValue::String(name))]))
}

fn at(url: &str) -> Result<Endpoint, String> {
    Ok(Endpoint::new(url))
}

#[test]
fn a_required_parameter_must_be_set() {
    let error = "the endpoint depends on `Type`, which is not set";
    assert_eq!(call(Parameters::new()), Err(error.to_owned()));
}

#[test]
fn a_custom_endpoint_is_taken_apart() {
    let custom = |url| call(Parameters::new().endpoint(url).others(&[TYPE]));
    assert_eq!(custom("http://example.com"), at("http://example.com"));
    assert_eq!(custom("http://example.com/a"), Err("http://example.com/a has a {path}".to_owned()));
    let expected = Endpoint::new("http://127.0.0.1:8080/a/depot");
    let expected = expected.header("x-host", "127.0.0.1:8080").header("x-host", "{braces}");
    assert_eq!(custom("http://127.0.0.1:8080/a"), Ok(expected));
}

#[test]
fn an_endpoint_says_how_to_sign() {
    let scheme = EndpointAuthScheme::new("sigv4").signing_name("depot").signing_region("cn-north-1");
    let global = EndpointAuthScheme::new("sigv4a").signing_region_set("*").signing_region_set("eu-central-1");
    let tiers = Document::from(vec![1.into(), true.into(), "cold".into()]);
    let expected = Endpoint::new("https://a.123.depot.cn-northwest-1.amazonaws.com.cn")
        .auth_scheme(scheme.disable_double_encoding())
        .auth_scheme(global)
        .property("storage", functions::record([("kind", "shelves".into()), ("tiers", tiers)]))
        .property("backend", "Shelves");
    assert_eq!(shelf("arn:aws-cn:shelves:cn-north-1:123:shelf/a"), Ok(expected));
}

#[test]
fn endpoints_of_a_kind_differ_by_url_and_region() {
    let express = ("Type", ParameterValue::String("express"));
    let call = |parameters: Parameters<'_>, others: &[_]| call(parameters.others(others));
    let expected = |url, region| {
        let scheme = EndpointAuthScheme::new("sigv4").signing_name("depot-express").signing_region(region);
        Ok(Endpoint::new(url).auth_scheme(scheme).property("backend", "Express"))
    };
    let shelf = ("Shelf", ParameterValue::String("a"));
    let at_shelf = expected("https://a.express.depot.eu-central-1.example", "eu-central-1");
    assert_eq!(call(Parameters::new(), &[express, shelf]), at_shelf);
    let fips = expected("https://express-fips.example", "us-eu-central-1");
    assert_eq!(call(Parameters::new().use_fips(true), &[express]), fips);
    let usual = expected("https://express.eu-central-1.example", "eu-central-1");
    assert_eq!(call(Parameters::new(), &[express]), usual);
}

#[test]
fn a_name_decides() {
    assert_eq!(shelf("red-box"), at("https://red-box.depot.example"));
    assert_eq!(shelf("a/b"), Err("no shelf can be called a%2Fb".to_owned()));
}

#[test]
fn unset_is_neither_true_nor_false() {
    let call = |others: &[_]| call(Parameters::new().use_dual_stack(true).others(others));
    let warm = ("Cold", ParameterValue::Boolean(false));
    let quiet = |value| ("Quiet", ParameterValue::Boolean(value));
    let usual = at("https://fast-none.none.eu-central-1.api.aws");
    assert_eq!(call(&[TYPE, warm, quiet(true)]), Err("hush".to_owned()));
    assert_eq!(call(&[TYPE, quiet(true)]), usual);
    assert_eq!(call(&[TYPE, warm, quiet(false)]), usual);
    assert_eq!(call(&[TYPE, warm]), usual);
}

#[test]
fn what_is_set_first_counts() {
    let account = ("AWS::Auth::AccountId", ParameterValue::String("123"));
    let tags = ("Tags", ParameterValue::StringArray(&["blue"]));
    let no_tags = ("Tags", ParameterValue::StringArray(&[]));
    let call = |others: &[_]| {
        let parameters = Parameters::new().region("cn-north-1").use_fips(true).use_dual_stack(true);
        call(parameters.others(others))
    };
    let url = "https://123.blue-fips.cn-north-1.api.amazonwebservices.com.cn";
    assert_eq!(call(&[TYPE, account, tags]), at(url));
    assert_eq!(call(&[TYPE, no_tags]), Err("nobody's".to_owned()));
    let unmatched = call(&[TYPE, no_tags, account]).unwrap_err();
    assert!(unmatched.contains("set an endpoint URL"), "{unmatched}");
}

#[test]
fn a_tree_decides_or_fails() {
    let strict = ("Type", ParameterValue::String("strict"));
    let shelf = ("Shelf", ParameterValue::String("a"));
    assert_eq!(call(Parameters::new().others(&[strict, shelf])), Err("on a shelf".to_owned()));
    let unmatched = call(Parameters::new().endpoint("http://example.com").others(&[strict]));
    assert!(unmatched.unwrap_err().contains("set an endpoint URL"));
}
