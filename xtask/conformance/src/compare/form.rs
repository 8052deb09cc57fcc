//! Comparing forms, bodies of the type `application/x-www-form-urlencoded`, parameter by parameter. The order of parameters does not matter.

use std::collections::BTreeMap;

/// Returns a line for each name whose values differ. Values are compared as they are written.
pub(crate) fn differences(expected: &str, found: &str) -> Vec<String> {
    let (expected, found) = (parameters(expected), parameters(found));
    let mut names: Vec<&str> = expected.keys().chain(found.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    let show =
        |values: Option<&Vec<&str>>| values.map_or("nothing".to_owned(), |values| format!("{values:?}"));
    let differs = names.into_iter().filter(|name| expected.get(name) != found.get(name));
    differs
        .map(|name| format!("{name}: expected {}, found {}", show(expected.get(name)), show(found.get(name))))
        .collect()
}

/// Returns the values by name, those of a name in order.
fn parameters(form: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for parameter in form.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        found.entry(name).or_default().push(value);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_parameters_means_nothing() {
        assert_eq!(differences("Action=A&B.1=x&B.2=y", "B.2=y&Action=A&B.1=x"), [""; 0]);
    }

    #[test]
    fn each_parameter_is_compared() {
        assert_eq!(
            differences("A=1&B=2&C=3&D=4", "A=1&B=%32&D=4&D=5&E="),
            [
                r#"B: expected ["2"], found ["%32"]"#,
                r#"C: expected ["3"], found nothing"#,
                r#"D: expected ["4"], found ["4", "5"]"#,
                r#"E: expected nothing, found [""]"#,
            ]
        );
    }
}
