//! Documentation (placeholder until the docs helper lands).
/// As is.
pub fn markdown(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}
/// First sentence.
pub fn summary(markdown: &str) -> String {
    markdown.split(". ").next().unwrap_or_default().lines().collect::<Vec<_>>().join(" ")
}
