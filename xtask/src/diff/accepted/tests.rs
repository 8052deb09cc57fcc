use super::*;
use smithwright_codegen::diff::{Bump, Compatibility, Severity};
use smithwright_codegen::model::ShapeId;

fn event(id: &str, subject: &str, wire: Compatibility) -> Event {
    let mut event = Event::new(id, Severity::Error, "").about(&ShapeId::parse(subject).unwrap());
    event.wire = wire;
    event.bump = Bump::Minor;
    event
}

fn reasons(list: &str, events: Vec<Event>) -> Vec<Option<String>> {
    let accepted = Accepted::parse("list.toml", list).unwrap();
    let comparison = Comparison {
        name: "thing".to_owned(),
        service: "a#Thing".to_owned(),
        events,
        rust_unknown: None,
        clients: None,
    };
    accepted.judge(&comparison).reasons.iter().map(|reason| reason.map(ToOwned::to_owned)).collect()
}

#[test]
fn a_kind_of_change_is_accepted_where_it_breaks_nothing_else() {
    let list = "[[accepted]]\nid = \"ChangedMemberOrder\"\nreason = \"So.\"\n";
    let events = vec![
        event("ChangedMemberOrder", "a#S", Compatibility::Compatible),
        event("ChangedMemberOrder", "a#S", Compatibility::Breaking),
        event("RemovedShape", "a#S", Compatibility::Compatible),
    ];
    assert_eq!(reasons(list, events), [Some("So.".to_owned()), None, None]);
}

#[test]
fn one_change_is_accepted_whatever_it_breaks() {
    let list = "[[accepted]]\nid = \"RemovedShape\"\nservice = \"thing\"\nshape = \"a#S$m\"\nreason = \"Gone for good.\"\n";
    let events = || {
        vec![
            event("RemovedShape.ScalarShape", "a#S$m", Compatibility::Breaking),
            event("RemovedShape", "a#S$n", Compatibility::Breaking),
        ]
    };
    assert_eq!(reasons(list, events()), [Some("Gone for good.".to_owned()), None]);
    assert_eq!(reasons(&list.replace("\"thing\"", "\"other\""), events()), [None, None]);
    assert_eq!(
        reasons(&list.replace("\"thing\"", "\"a#Thing\""), events())[0].as_deref(),
        Some("Gone for good.")
    );
}

#[test]
fn what_breaks_nothing_needs_no_reason() {
    let mut note = event("AddedShape", "a#S", Compatibility::Compatible);
    note.severity = Severity::Note;
    assert_eq!(reasons("[[accepted]]\nid = \"AddedShape\"\nreason = \"So.\"\n", vec![note]), [None]);
}

#[test]
fn a_list_without_reasons_is_refused() {
    for (list, finding) in [
        ("[[accepted]]\nid = \"A\"\n", "expected a field `reason`, found none"),
        ("[[accepted]]\nreason = \"So.\"\n", "expected a field `id`, found none"),
        ("[[accepted]]\nid = \"A\"\nreason = \"\"\n", "found an empty one"),
        ("[[acepted]]\n", "unknown field `acepted`"),
    ] {
        let found = Accepted::parse("list.toml", list).unwrap_err().to_string();
        assert!(found.contains(finding), "{found}");
    }
}

#[test]
fn our_own_list_is_well_formed() {
    let accepted = Accepted::read(None, &Workspace::of_this_build()).unwrap();
    assert!(!accepted.entries.is_empty());
}
