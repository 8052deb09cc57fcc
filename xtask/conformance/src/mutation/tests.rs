use super::*;
use std::collections::BTreeSet;
use xtask::workspace::Workspace;

fn run_ours(per_model: usize) -> Vec<Section> {
    let workspace = Workspace::of_this_build();
    run(&workspace.models(), per_model, &Order::of_test(&workspace, "mutations")).unwrap()
}

#[test]
fn every_change_of_our_own_models_is_named_and_nothing_else() {
    let sections = run_ours(kinds().len());
    for outcome in sections.iter().flat_map(|section| &section.outcomes) {
        assert_eq!(outcome.findings, [""; 0], "{}", outcome.id);
    }
    let count: usize = sections.iter().map(|section| section.outcomes.len()).sum();
    assert!(sections.len() >= 40 && count >= 100, "{} kinds, {count} changes", sections.len());
}

#[test]
fn the_changes_are_the_same_in_every_run() {
    let names = |sections: Vec<Section>| -> Vec<(String, usize)> {
        sections.into_iter().map(|section| (section.service, section.outcomes.len())).collect()
    };
    assert_eq!(names(run_ours(2)), names(run_ours(2)));
    let mut random = Random::of("a");
    assert_eq!(random.pick(vec![1, 2, 3, 4, 5, 6, 7, 8]), Random::of("a").pick(vec![1, 2, 3, 4, 5, 6, 7, 8]));
    let all: BTreeSet<_> = (0..100).filter_map(|_| random.pick(vec![1, 2, 3])).collect();
    assert_eq!(all.len(), 3);
}

#[test]
fn there_are_kinds_enough_and_each_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = kinds().iter().map(|kind| kind.0).collect();
    assert_eq!(names.len(), kinds().len());
    assert!(names.len() >= 30);
}

#[test]
fn what_is_missing_or_too_much_is_found() {
    let text = |member: &str| {
        format!(
            r##"{{"smithy": "2.0", "shapes": {{"a#S": {{"type": "structure", "members": {{{member}}}}}}}}}"##
        )
    };
    let (old, new) =
        (read(&text("")).unwrap(), read(&text(r#""m": {"target": "smithy.api#String"}"#)).unwrap());
    let expect = |expected: &[(&str, &str)]| {
        let expected =
            expected.iter().map(|(id, subject)| ((*id).to_owned(), (*subject).to_owned())).collect();
        differences(&old, &new, &Mutation { edits: Vec::new(), expected })
    };
    assert_eq!(expect(&[("AddedShape", "a#S$m")]), [""; 0]);
    assert_eq!(expect(&[]), ["found AddedShape of a#S$m, which was not expected"]);
    assert_eq!(
        expect(&[("AddedShape", "a#S$m"), ("ChangedMemberOrder", "a#S")]),
        ["expected ChangedMemberOrder of a#S, which was not found"]
    );
    assert_eq!(expect(&[("AddedShape", "a#S$n")]).len(), 2);
}
