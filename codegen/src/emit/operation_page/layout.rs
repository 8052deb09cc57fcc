//! Breaks the calls of examples into lines where one would get too long to read.

/// The most characters of a line, without its `//! `.
const LONG: usize = 100;

/// Lays out a call, `.name(value)`, that stands one level deep.
pub(super) fn call(text: String) -> String {
    let is_long = text.lines().any(|line| line.chars().count() > LONG);
    is_long.then(|| broken(&text)).flatten().unwrap_or(text)
}

/// Lays out a call as the rest of the generated code is, or returns nothing if it is no Rust.
fn broken(text: &str) -> Option<String> {
    let file = syn::parse_str(&format!("fn example() {{ it{text} }}")).ok()?;
    let laid_out = prettyplease::unparse(&file);
    let call = laid_out.strip_prefix("fn example() {\n    it")?.strip_suffix("\n}\n")?;
    Some(call.to_owned())
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn a_long_call_gets_several_lines() {
        let tag = "Tag::new(\"a key of some length\").value(\"a value of some length\")";
        let expected = "\
.tags([
        Tag::new(\"a key of some length\").value(\"a value of some length\"),
        Tag::new(\"a key of some length\").value(\"a value of some length\"),
    ])";
        assert_eq!(call(format!(".tags([{tag}, {tag}])")), expected);
    }

    #[test]
    fn a_short_call_stays() {
        assert_eq!(call(".tags([\"a\",\"b\"])".to_owned()), ".tags([\"a\",\"b\"])");
    }
}
