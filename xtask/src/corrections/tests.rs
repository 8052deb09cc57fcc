use super::*;
use smithwright_codegen::model::ShapeId;

#[test]
fn the_list_of_this_workspace_is_good() {
    let list = list(&Workspace::of_this_build()).unwrap_or_else(|found| panic!("{found}"));
    assert!(!list.is_empty());
    for correction in list {
        let service = correction.service.unwrap();
        let service = ShapeId::parse(&service).unwrap();
        // A correction for one service cannot mean shapes of another.
        let prefix = format!("{}#", service.namespace());
        assert!(correction.shape.starts_with(&prefix), "{}", correction.shape);
    }
}

#[test]
fn a_correction_names_its_service_and_gives_a_reason() {
    let text = "[[correction]]\nshape = \"a#B\"\ntrait = \"a#c\"\nvalue = {}\n";
    let found = parse("list.toml", text).unwrap_err().to_string();
    assert!(found.contains("expected a field `service`, found none\n  --> list.toml:1:1"), "{found}");
    assert!(found.contains("expected a field `reason`, found none"), "{found}");
}

#[test]
fn nothing_else_is_in_the_list() {
    let found = parse("list.toml", "[[corection]]\n").unwrap_err().to_string();
    assert!(found.contains("did you mean `correction`?"), "{found}");
}

#[test]
fn the_note_counts() {
    assert_eq!(note(0), "");
    assert_eq!(note(1), "1 correction from models/corrections.toml\n");
    assert_eq!(note(2), "2 corrections from models/corrections.toml\n");
}
