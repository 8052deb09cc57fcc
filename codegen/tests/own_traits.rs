//! What becomes of traits of our own in the generated text.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::ir::{self, Selection, Service, lower};
use smithwright_codegen::model::{Model, ShapeId, SourceFile, catalog};
use std::collections::BTreeMap;

const MODEL: &str = r#"{
    "smithy": "2.0",
    "shapes": {
        "example#Depot": {
            "type": "service",
            "version": "1",
            "operations": [{"target": "example#Store"}, {"target": "example#Count"}],
            "traits": {
                "aws.protocols#restJson1": {},
                "smithwright.api#constantHeaders": {"X-Version": "1", "Accept": "a/b"},
                "smithwright.api#errorsByStatus": {}
            }
        },
        "example#Store": {
            "type": "operation",
            "input": {"target": "example#StoreInput"},
            "output": {"target": "smithy.api#Unit"},
            "traits": {
                "smithy.api#http": {"method": "POST", "uri": "/{account}/{shelf}", "code": 200},
                "smithwright.api#constantHeaders": {"X-Kind": "store"},
                "smithwright.api#sha256TreeHash": {}
            }
        },
        "example#StoreInput": {
            "type": "structure",
            "members": {
                "account": {
                    "target": "smithy.api#String",
                    "traits": {
                        "smithy.api#httpLabel": {},
                        "smithy.api#required": {},
                        "smithwright.api#labelFallback": "-"
                    }
                },
                "shelf": {
                    "target": "smithy.api#String",
                    "traits": {"smithy.api#httpLabel": {}, "smithy.api#required": {}}
                },
                "place": {
                    "target": "smithy.api#String",
                    "traits": {"smithy.api#httpQuery": "place", "smithwright.api#endpointUrl": {}}
                },
                "content": {
                    "target": "smithy.api#Blob",
                    "traits": {"smithy.api#httpPayload": {}}
                }
            },
            "traits": {"smithy.api#input": {}}
        },
        "example#Count": {
            "type": "operation",
            "input": {"target": "smithy.api#Unit"},
            "output": {"target": "smithy.api#Unit"},
            "traits": {"smithy.api#http": {"method": "GET", "uri": "/count", "code": 200}}
        }
    }
}"#;

/// The files that a model gives, their texts without any space; or what is wrong with it.
fn files(text: &str) -> Result<BTreeMap<String, String>, String> {
    let spaceless = |text: String| text.split_whitespace().collect::<String>();
    let files = support::files(text)?.into_iter();
    Ok(files.map(|(path, text)| (path, spaceless(text))).collect())
}

#[test]
fn the_tables_of_those_who_use_them_say_it() {
    let files = files(MODEL).unwrap();
    let store = &files["src/operation/store.rs"];
    let client = &files["src/client.rs"];
    assert!(
        client.contains(r#".constant_headers(&[("X-Version","1"),("Accept","a/b")]).errors_by_status()"#)
    );
    assert!(files["api.txt"].contains("errorswithoutacodebystatus"), "{}", files["api.txt"]);
    assert!(store.contains("OperationSetting::Sha256TreeHash"), "{store}");
    assert!(store.contains(r#"OperationSetting::ConstantHeaders(&[("X-Kind","store")])"#), "{store}");
    assert!(store.contains(r#"account:"account",LabelOr("-");"#), "{store}");
    assert!(store.contains(r#"place:"place",Query("place"),EndpointUrl;"#), "{store}");
    let count = &files["src/operation/count.rs"];
    assert!(count.contains("settings:&[]"), "{count}");
}

#[test]
fn a_label_with_a_fallback_is_not_asked_for() {
    let store = &files(MODEL).unwrap()["src/operation/store.rs"];
    assert!(store.contains("pubaccount:Option<String>") && store.contains("pubshelf:String"), "{store}");
    assert!(store.contains("Builder<A=required::shelf>=>send("), "{store}");
    assert!(store.contains("inthepath;`-`ifleftoutorempty."), "{store}");
}

/// The lowered service of a model, and what is said of it.
fn lowered(text: &str) -> (Service, String) {
    let model = Model::read(&[SourceFile { name: "depot.json", text }]).unwrap().model;
    let selection = Selection { service: None, operations: None, module: "depot".to_owned(), protocol: None };
    let mut findings = Diagnostics::new();
    let service = lower(&model, &selection, &mut findings).unwrap();
    (service, findings.to_string())
}

#[test]
fn a_trait_that_does_nothing_is_reported() {
    let text = MODEL
        .replace("aws.protocols#restJson1", "smithy.protocols#rpcv2Json")
        .replace("smithwright.api#sha256TreeHash", "smithy.api#unstable");
    let (service, findings) = lowered(&text);
    assert!(!service.errors_by_status);
    assert!(findings.contains("the trait does nothing with the service's protocol"), "{findings}");
}

#[test]
fn the_md5_of_a_key_is_made_from_it() {
    let members = r#"
        "key": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "x-key"}},
        "digest": {
            "target": "smithy.api#String",
            "traits": {"smithy.api#httpHeader": "x-key-md5", "smithwright.api#md5Of": "key"}
        },
        "content": {"#;
    let text = MODEL.replace(r#""content": {"#, members);
    let files = files(&text).unwrap();
    let store = &files["src/operation/store.rs"];
    assert!(store.contains(r#"digest:"digest",Header("x-key-md5"),Md5Of("key");"#), "{store}");
    assert!(store.contains("Madefrom`key`ifleftout."), "{store}");
    assert!(files["Cargo.toml"].contains(r#""checksum""#), "{}", files["Cargo.toml"]);
    let found = self::files(&text.replace(r#"md5Of": "key""#, r#"md5Of": "kay""#)).unwrap_err();
    assert!(found.contains("expected an input member `kay` that holds a string, found none"), "{found}");
    assert!(found.contains("did you mean `key`?"), "{found}");
}

#[test]
fn a_call_that_a_url_can_make_says_so() {
    let text = include_str!("fixtures/presigned_get/model.json");
    let files = files(text).unwrap();
    let speak = &files["src/operation/speak.rs"];
    assert!(speak.contains("settings:&[runtime::OperationSetting::PresignedGet]"), "{speak}");
    assert!(speak.contains("Presigned,thecallisa`GET`withtheargumentsinthequery"), "{speak}");
    assert!(files["api.txt"].contains("presignedasGET"), "{}", files["api.txt"]);
    let unfit = text.replace("smithy.api#String", "smithy.api#Document");
    let found = self::files(&unfit).unwrap_err();
    assert!(found.contains("expected members that a query can hold, found `text`"), "{found}");
    let twice = text.replace(r#""smithy.api#httpQuery": "voice""#, r#""smithy.api#httpQuery": "text""#);
    let found = self::files(&twice).unwrap_err();
    assert!(found.contains("expected the names of parameters to differ, found `text` twice"), "{found}");
    let unsigned =
        text.replace("aws.auth#sigv4", "smithy.api#httpBasicAuth").replace(r#"{"name": "speech"}"#, "{}");
    let speak = self::files(&unsigned).unwrap()["src/operation/speak.rs"].clone();
    assert!(!speak.contains("Presigned"), "{speak}");
}

#[test]
fn misuse_is_reported_at_its_place() {
    let cases = [
        (r#""Accept": "a/b""#, r#""A b": "c""#, "expected the name of a header, found `A b`"),
        (r#""Accept": "a/b""#, r#""x-version": "2""#, "the header `x-version` is given twice"),
        (r#""Accept": "a/b""#, r#""Accept": "a\nb""#, "expected the value of a header"),
        (r#""Accept": "a/b""#, r#""Accept": """#, "expected a string that is not empty as `Accept`"),
        (r#"{"smithy.api#httpPayload": {}}"#, "{}", "found none to hash"),
        (
            r#"{"smithy.api#httpPayload": {}}"#,
            r#"{"smithy.api#httpPayload": {}, "smithwright.api#endpointUrl": {}}"#,
            "expected the trait on a member that holds a string, found it on one that holds `smithy.api#Blob`, a blob",
        ),
        (
            r#""smithy.api#httpQuery": "place","#,
            r#""smithy.api#httpQuery": "place", "smithwright.api#labelFallback": "-","#,
            "expected `smithy.api#httpLabel` beside the trait, found it alone",
        ),
    ];
    for (from, to, expected) in cases {
        let text = MODEL.replace(from, to);
        assert_ne!(text, MODEL);
        let found = files(&text).unwrap_err();
        assert!(found.contains(expected) && found.contains("--> depot.json:"), "{found}");
    }
}

/// The prefix of the host name is left to endpoint rules that have it in them, and to no others.
#[test]
fn a_host_prefix_is_left_to_the_rules_that_have_it() {
    let model = include_str!("fixtures/sessions/model.json")
        .replace(
            r#""uri": "/thing", "code": 200}}"#,
            r#""uri": "/thing", "code": 200}, "smithy.api#endpoint": {"hostPrefix": "in-{depot}."}}"#,
        )
        .replace(
            r#""depot": {
          "target": "smithy.api#String","#,
            r#""depot": {
          "target": "example#Name","#,
        )
        .replace(
            r#""smithy.api#httpQuery": "depot", "smithy.rules#contextParam": {"name": "Depot"}}
        }
      },
      "traits": {"smithy.api#input": {}}
    },
    "example#StartSession": {"#,
            r#""smithy.api#hostLabel": {}, "smithy.rules#contextParam": {"name": "Depot"}}
        }
      },
      "traits": {"smithy.api#input": {}}
    },
    "example#Name": {"type": "string", "traits": {"smithwright.api#endpointLabel": {}}},
    "example#StartSession": {"#,
        );
    let get_thing = |text: &str| files(text).unwrap()["src/operation/get_thing.rs"].clone();
    let left = get_thing(&model);
    assert!(left.contains(r#"depot:"depot",Required,ContextParam("Depot");"#), "{left}");
    assert!(!left.contains("HostPrefix"), "{left}");
    let kept = get_thing(&model.replace(r#", "traits": {"smithwright.api#endpointLabel": {}}"#, ""));
    assert!(kept.contains(r#"depot:"depot",Required,ContextParam("Depot"),HostLabel;"#), "{kept}");
    assert!(kept.contains(r#"OperationSetting::HostPrefix("in-{depot}.")"#), "{kept}");
}

#[test]
fn sessions_are_started_by_what_their_credentials_fit() {
    let model = include_str!("fixtures/sessions/model.json");
    let started = |text: &str| files(text).map(|files| files["src/operation/start_session.rs"].clone());
    let impls = "implruntime::StartsSessionforStartSessionInput";
    assert!(started(model).unwrap().contains(impls));
    let cases = [
        (
            r#""Expiration": {"target": "smithy.api#Timestamp""#,
            r#""Expiration": {"target": "smithy.api#String""#,
            "expected a timestamp at `Credentials.Expiration` of the output",
        ),
        (r#""AccessKeyId""#, r#""Key""#, "expected a string at `Credentials.AccessKeyId` of the output"),
        (
            r#""readOnly": {"target": "smithy.api#Boolean"}"#,
            r#""readOnly": {"target": "smithy.api#Boolean", "traits": {"smithy.api#required": {}}}"#,
            "expected one member of the input that callers must set, a string with a `contextParam`",
        ),
        (
            r#""header": "X-Depot-Token""#,
            r#""header": "X Token""#,
            "expected the name of a header, found `X Token`",
        ),
        (
            r#""header": "X-Depot-Token""#,
            r#""header": "Authorization""#,
            "expected a header for the token alone, found `authorization`",
        ),
        (
            r#""queryParameter": "X-Depot-Token""#,
            r#""queryParameter": "a&b""#,
            "expected the name of a query parameter, found `a&b`",
        ),
        (
            r#"startsSession": {"scheme": "sigv4-depot""#,
            r#"startsSession": {"scheme": "sigv4""#,
            "expected an auth scheme of the service's own, found `sigv4`",
        ),
        (
            r#""uri": "/thing", "code": 200}}"#,
            r#""uri": "/thing", "code": 200}, "smithwright.api#startsSession": {"scheme": "sigv4-depot", "header": "a", "queryParameter": "b"}}"#,
            "expected a string at `Credentials.AccessKeyId`",
        ),
    ];
    for (from, to, expected) in cases {
        let text = model.replace(from, to);
        assert_ne!(text, model);
        let found = started(&text).unwrap_err();
        assert!(found.contains(expected) && found.contains("trait smithwright.api#startsSession"), "{found}");
    }
}

#[test]
fn a_scheme_that_nothing_stands_for_is_said() {
    let model = include_str!("fixtures/sessions/model.json");
    let warnings = |from: &str, to: &str| lowered(&model.replace(from, to)).1;
    assert_eq!(warnings("", ""), "no findings");
    let misspelt =
        warnings(r#"startsSession": {"scheme": "sigv4-depot""#, r#"startsSession": {"scheme": "sigv4-dept""#);
    for said in [
        "no endpoint rule asks for the auth scheme `sigv4-dept`: the trait does nothing",
        "the endpoint rules ask for the auth scheme `sigv4-depot`, with which no client can sign",
    ] {
        assert!(misspelt.contains(said), "{misspelt}");
    }
}

/// A prefix can't be put there by both.
#[test]
fn a_host_prefix_is_not_left_to_the_rules_in_part() {
    let model = include_str!("fixtures/sessions/model.json")
        .replace(r#""uri": "/thing", "code": 200}}"#, r#""uri": "/thing", "code": 200}, "smithy.api#endpoint": {"hostPrefix": "{zone}.{depot}."}}"#)
        .replace(r#""depot": {
          "target": "smithy.api#String","#, r#""zone": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#hostLabel": {}}},
        "depot": {
          "target": "example#Name","#)
        .replace(r#""smithy.api#httpQuery": "depot", "smithy.rules#contextParam": {"name": "Depot"}}
        }
      },
      "traits": {"smithy.api#input": {}}
    },
    "example#StartSession": {"#, r#""smithy.api#hostLabel": {}, "smithy.rules#contextParam": {"name": "Depot"}}
        }
      },
      "traits": {"smithy.api#input": {}}
    },
    "example#Name": {"type": "string", "traits": {"smithwright.api#endpointLabel": {}}},
    "example#StartSession": {"#);
    let found = files(&model).unwrap_err();
    assert!(found.contains("found `depot` left to them and `zone` not"), "{found}");
}

/// Calls of the selected operation need the other.
#[test]
fn what_starts_sessions_belongs_to_any_selection() {
    let text = include_str!("fixtures/sessions/model.json");
    let model = Model::read(&[SourceFile { name: "depot.json", text }]).unwrap();
    let operations = Some(vec!["GetThing".to_owned()]);
    let selection = Selection { service: None, operations, module: "depot".to_owned(), protocol: None };
    let service = lower(&model.model, &selection, &mut Diagnostics::new()).unwrap();
    let names: Vec<&str> = service.operations.iter().map(|operation| operation.shape.as_str()).collect();
    assert_eq!(names, ["GetThing", "StartSession"]);
    let id = ShapeId::parse("example#Service").unwrap();
    let ids = ir::operations(&model.model, &id, &selection);
    assert_eq!(ids.iter().map(ShapeId::name).collect::<Vec<_>>(), names);
}

/// Who reads a model looks up what it says: in the definition, which other tools read as well, and in words.
#[test]
fn each_is_defined_and_described() {
    let models = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
    let read = |name: &str| std::fs::read_to_string(models.join(name)).unwrap();
    let definitions: serde_json::Value = serde_json::from_str(&read("smithwright.json")).unwrap();
    let words = read("README.md");
    let ids = catalog::all().map(|entry| entry.id);
    let own: Vec<&str> = ids.filter(|id| id.starts_with("smithwright.")).collect();
    assert!(own.len() > 8, "{own:?}");
    for id in own {
        let definition = &definitions["shapes"][id]["traits"]["smithy.api#trait"];
        assert!(definition.is_object(), "models/smithwright.json defines no trait {id}");
        assert!(words.contains(&format!("### `{id}`")), "models/README.md has no section on {id}");
    }
}
