//! Single changes of a model, of every kind that a client can show.

use serde_json::{Map, Value, json};

/// A kind of change: it gives every model that comes of one such change somewhere in a model.
type Kind = (&'static str, fn(&Value) -> Vec<Value>);

/// Every kind, by name.
pub(super) const KINDS: [Kind; 36] = [
    ("add an optional member", |model| {
        members(model, STRUCTURE, |all, _| add(all, json!({"target": "smithy.api#String"})))
    }),
    ("add a required member", |model| {
        members(model, STRUCTURE, |all, _| {
            add(all, json!({"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}))
        })
    }),
    ("remove a member", |model| members(model, STRUCTURE, |all, name| all.remove(name).is_some())),
    ("rename a member", |model| {
        members(model, STRUCTURE, |all, name| rename(all, name, &format!("{name}Renamed")))
    }),
    ("retarget a member to a long", |model| {
        members(model, STRUCTURE, |all, name| retarget(all, name, "smithy.api#Long"))
    }),
    ("retarget a member to a string", |model| {
        members(model, STRUCTURE, |all, name| retarget(all, name, "smithy.api#String"))
    }),
    ("require a member", |model| {
        members(model, STRUCTURE, |all, name| set(all, name, "smithy.api#required", json!({})))
    }),
    ("no longer require a member", |model| {
        members(model, STRUCTURE, |all, name| unset(all, name, "smithy.api#required"))
    }),
    ("no longer default a member", |model| {
        members(model, STRUCTURE, |all, name| unset(all, name, "smithy.api#default"))
    }),
    ("add a member of the same Rust name", |model| members(model, STRUCTURE, collide)),
    ("document a member", |model| {
        members(model, STRUCTURE, |all, name| {
            set(all, name, "smithy.api#documentation", json!("Says something else."))
        })
    }),
    ("deprecate a member", |model| {
        members(model, STRUCTURE, |all, name| set(all, name, "smithy.api#deprecated", json!({})))
    }),
    ("name a member otherwise in JSON", |model| {
        members(model, STRUCTURE, |all, name| set(all, name, "smithy.api#jsonName", json!("other")))
    }),
    ("add a value of an enum", |model| {
        members(model, ENUM, |all, _| add(all, json!({"target": "smithy.api#Unit"})))
    }),
    ("remove a value of an enum", |model| {
        members(model, ENUM, |all, name| all.len() > 1 && all.remove(name).is_some())
    }),
    ("rename a value of an enum", |model| members(model, ENUM, |all, name| rename(all, name, "RENAMED"))),
    ("change a value of an enum", |model| {
        members(model, ENUM, |all, name| set(all, name, "smithy.api#enumValue", json!("other")))
    }),
    ("add a variant of a union", |model| {
        members(model, UNION, |all, _| add(all, json!({"target": "smithy.api#String"})))
    }),
    ("remove a variant of a union", |model| {
        members(model, UNION, |all, name| all.len() > 1 && all.remove(name).is_some())
    }),
    ("retarget a variant of a union", |model| {
        members(model, UNION, |all, name| retarget(all, name, "smithy.api#Long"))
    }),
    ("retarget the elements of a list", |model| {
        shapes(model, "list", |shape| {
            let is_new = shape["member"]["target"] != json!("smithy.api#Boolean");
            shape["member"] = json!({"target": "smithy.api#Boolean"});
            is_new
        })
    }),
    ("retarget the values of a map", |model| {
        shapes(model, "map", |shape| {
            let is_new = shape["value"]["target"] != json!("smithy.api#Boolean");
            shape["value"] = json!({"target": "smithy.api#Boolean"});
            is_new
        })
    }),
    ("let a list hold nothing", |model| {
        shapes(model, "list", |shape| mark(shape, "smithy.api#sparse", json!({})))
    }),
    ("default a member", |model| {
        members(model, STRUCTURE, |all, name| {
            all[name]["target"] == "smithy.api#String" && set(all, name, "smithy.api#default", json!("x"))
        })
    }),
    ("change the type of a shape", |model| {
        shapes(model, "string", |shape| {
            shape["type"] = json!("boolean");
            true
        })
    }),
    ("make an error of what is none", |model| {
        shapes(model, "structure", |shape| {
            shape["traits"].is_null() && mark(shape, "smithy.api#error", json!("client"))
        })
    }),
    ("change the side of an error", |model| {
        shapes(model, "structure", |shape| {
            shape["traits"]["smithy.api#error"] == "client"
                && mark(shape, "smithy.api#error", json!("server"))
        })
    }),
    ("give an operation no input", |model| shapes(model, "operation", |shape| unit(shape, "input"))),
    ("give an operation no output", |model| shapes(model, "operation", |shape| unit(shape, "output"))),
    ("change the version of a service", |model| {
        shapes(model, "service", |shape| {
            shape["version"] = json!("another");
            true
        })
    }),
    ("add an operation", |model| {
        let mut model = model.clone();
        let all = model["shapes"].as_object_mut().unwrap();
        let service = all.values_mut().find(|shape| shape["type"] == "service").unwrap();
        let operations = service.as_object_mut().unwrap().entry("operations").or_insert_with(|| json!([]));
        operations.as_array_mut().unwrap().push(json!({"target": "example#FreshlyAdded"}));
        let http = json!({"method": "POST", "uri": "/freshly-added"});
        let unit = json!({"target": "smithy.api#Unit"});
        let operation =
            json!({"type": "operation", "input": unit, "output": unit, "traits": {"smithy.api#http": http}});
        all.insert("example#FreshlyAdded".to_owned(), operation);
        vec![model]
    }),
    ("remove an operation", |model| {
        shapes(model, "service", |shape| {
            shape["operations"].as_array_mut().is_some_and(|all| all.len() > 1 && all.pop().is_some())
        })
    }),
    ("remove an error", |model| {
        shapes(model, "operation", |shape| {
            shape["errors"].as_array_mut().is_some_and(|all| all.pop().is_some())
        })
    }),
    ("change a URI", |model| {
        shapes(model, "operation", |shape| {
            let uri = shape["traits"]["smithy.api#http"]["uri"].as_str().map(|uri| format!("/moved{uri}"));
            uri.is_some_and(|uri| {
                shape["traits"]["smithy.api#http"]["uri"] = json!(uri);
                true
            })
        })
    }),
    ("mark a string as a secret", |model| {
        shapes(model, "string", |shape| mark(shape, "smithy.api#sensitive", json!({})))
    }),
    ("make a union of a structure", |model| {
        shapes(model, "structure", |shape| {
            let is_nested =
                shape["traits"].is_null() && shape["members"].as_object().is_some_and(|all| !all.is_empty());
            let members = shape["members"].as_object_mut().into_iter().flat_map(|all| all.values_mut());
            members.for_each(|member| drop(member.as_object_mut().unwrap().remove("traits")));
            shape["type"] = json!("union");
            is_nested
        })
    }),
];

const STRUCTURE: &[&str] = &["structure"];
const ENUM: &[&str] = &["enum", "intEnum"];
const UNION: &[&str] = &["union"];

/// The models that come of changing one shape of this type; `change` says whether it could.
fn shapes(model: &Value, of_type: &str, change: impl Fn(&mut Value) -> bool) -> Vec<Value> {
    let ids = model["shapes"].as_object().unwrap().iter().filter(|(_, shape)| shape["type"] == of_type);
    ids.filter_map(|(id, _)| {
        let mut model = model.clone();
        change(&mut model["shapes"][id]).then_some(model)
    })
    .collect()
}

/// The models that come of changing the members of a shape of these types, at each of them.
fn members(
    model: &Value,
    of_types: &[&str],
    change: impl Fn(&mut Map<String, Value>, &str) -> bool,
) -> Vec<Value> {
    let mut changed = Vec::new();
    for (id, shape) in model["shapes"].as_object().unwrap() {
        let is_of_type = of_types.iter().any(|name| shape["type"] == *name);
        for name in shape["members"].as_object().filter(|_| is_of_type).into_iter().flat_map(Map::keys) {
            let mut model = model.clone();
            if change(model["shapes"][id]["members"].as_object_mut().unwrap(), name) {
                changed.push(model);
            }
        }
    }
    changed
}

/// Gives a shape a trait.
fn mark(shape: &mut Value, trait_id: &str, value: Value) -> bool {
    if shape["traits"].is_null() {
        shape["traits"] = json!({});
    }
    let traits = shape["traits"].as_object_mut().unwrap();
    traits.insert(trait_id.to_owned(), value.clone()) != Some(value)
}

/// Puts nothing in the place of an input or output.
fn unit(operation: &mut Value, field: &str) -> bool {
    let is_new = operation[field]["target"] != "smithy.api#Unit";
    operation[field] = json!({"target": "smithy.api#Unit"});
    is_new
}

fn add(all: &mut Map<String, Value>, member: Value) -> bool {
    all.insert("freshlyAdded".to_owned(), member).is_none()
}

/// Adds a member before the other, whose Rust name is the same.
fn collide(all: &mut Map<String, Value>, name: &str) -> bool {
    let twin = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    twin != name && all.insert(twin, json!({"target": "smithy.api#Boolean"})).is_none()
}

fn rename(all: &mut Map<String, Value>, name: &str, new: &str) -> bool {
    all.remove(name).is_some_and(|member| all.insert(new.to_owned(), member).is_none())
}

fn retarget(all: &mut Map<String, Value>, name: &str, target: &str) -> bool {
    let member = all.get_mut(name).unwrap();
    let is_new = member["target"] != target;
    *member = json!({ "target": target });
    is_new
}

fn set(all: &mut Map<String, Value>, name: &str, trait_id: &str, value: Value) -> bool {
    let member = all.get_mut(name).unwrap().as_object_mut().unwrap();
    let traits = member.entry("traits").or_insert_with(|| json!({})).as_object_mut().unwrap();
    traits.insert(trait_id.to_owned(), value.clone()) != Some(value)
}

fn unset(all: &mut Map<String, Value>, name: &str, trait_id: &str) -> bool {
    let traits = all.get_mut(name).unwrap().get_mut("traits").and_then(Value::as_object_mut);
    traits.is_some_and(|traits| traits.remove(trait_id).is_some())
}
