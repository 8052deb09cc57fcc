use super::*;
use std::fs;
use xtask::workspace::Workspace;

/// Makes a folder with the generator's fixtures as models, which together have everything that a client can have.
fn fixtures() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = Workspace::of_this_build().root().join("codegen/tests/fixtures");
    for entry in fs::read_dir(fixtures).unwrap() {
        let entry = entry.unwrap();
        if let Ok(text) = fs::read_to_string(entry.path().join("model.json")) {
            let name = format!("{}.json", entry.file_name().to_string_lossy());
            fs::write(folder.path().join(name), text).unwrap();
        }
    }
    folder
}

#[test]
fn callers_compile_where_the_diff_finds_nothing_and_nowhere_else() {
    let (folder, workspace) = (fixtures(), Workspace::of_this_build());
    let order = Order::of_test(&workspace, "right");
    let sections = run(folder.path(), 2 * kinds().len(), &order).unwrap_or_else(|error| panic!("{error}"));
    for outcome in sections.iter().flat_map(|section| &section.outcomes) {
        assert_eq!(outcome.findings, [""; 0], "{}", outcome.id);
    }
    let counts: Vec<usize> = sections.iter().map(|section| section.outcomes.len()).collect();
    assert!(counts.iter().all(|count| *count >= 40), "{counts:?}");
}

#[test]
fn what_the_diff_says_wrongly_is_found() {
    let (folder, workspace) = (fixtures(), Workspace::of_this_build());
    let order = Order::of_test(&workspace, "wrong");
    let mut samples = samples(models(folder.path()).unwrap(), 50, &order).unwrap();
    for sample in &mut samples {
        sample.breaking = if sample.breaking.is_empty() { vec!["wrong".to_owned()] } else { Vec::new() };
    }
    let (breaking, compatible): (Vec<_>, Vec<_>) =
        samples.iter().partition(|sample| !sample.breaking.is_empty());
    let passed = |outcomes: Vec<Outcome>| outcomes.iter().filter(|outcome| outcome.passed()).count();
    assert!(!breaking.is_empty() && !compatible.is_empty());
    assert_eq!(passed(judge_breaking(breaking, &order).unwrap()), 0);
    // One error may hide others.
    let total = compatible.len();
    assert!(passed(judge_compatible(&compatible, &order).unwrap()) < total);
}
