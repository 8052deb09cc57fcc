//! Finds the ends of sentences.

/// Words that end with a full stop within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "vs.", "cf.", "approx.", "no.", "fig.", "incl.", "excl.", "resp.", "viz.", "eg.", "ie.",
    "max.", "min.",
];

/// Characters that may follow the full stop and still belong to its sentence.
const CLOSING: &[char] = &['"', '\'', ')', ']', '*', '\\', '”', '’', '»'];

/// Returns whether a sentence ends between two adjacent words of Markdown.
pub(super) fn end_between(word: &str, next: &str) -> bool {
    let bare = word.trim_end_matches(CLOSING);
    let (Some(last), false) = (bare.chars().next_back(), is_link_to_address(word)) else { return false };
    if !matches!(last, '.' | '!' | '?') || continues(next) {
        return false;
    }
    let bare = bare.trim_start_matches(['(', '"', '\'', '*', '[', '\\', '“', '‘']);
    let is_abbreviation = ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(bare));
    let stem = bare.trim_end_matches('.');
    let is_initials = stem.contains('.') && stem.split('.').all(|part| part.chars().count() == 1);
    !is_abbreviation && !is_initials
}

/// Returns whether a text is only the number in front of a sentence: `1.` or `1\.`.
pub(super) fn is_numbering(text: &str) -> bool {
    text.strip_suffix('.')
        .is_some_and(|stem| stem.trim_end_matches('\\').bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the first sentence of a Markdown text.
pub(super) fn first(markdown: &str) -> String {
    let paragraphs = paragraphs(markdown);
    let is_admonition =
        |text: &&String| ["**Note:**", "**Important:**"].iter().any(|label| text.starts_with(label));
    let paragraph = paragraphs.iter().find(|text| !is_admonition(text)).or(paragraphs.first());
    let words = split_words(paragraph.map(String::as_str).unwrap_or_default());
    let mut sentence = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            sentence.push(' ');
        }
        sentence.push_str(word.text);
        let ends = words.get(index + 1).is_none_or(|next| end_between(word.text, next.text));
        if ends && !word.is_within_emphasis && !is_numbering(&sentence) {
            break;
        }
    }
    // The colon announces something that is left out: a list, or an example.
    if sentence.ends_with(':') {
        sentence.pop();
        sentence.push_str(" …");
    }
    sentence
}

/// Returns whether a word ends with a link to an address; a full stop in the address does not end the sentence.
fn is_link_to_address(word: &str) -> bool {
    word.ends_with(')') && word.contains("](") && !word.contains(".](")
}

fn continues(next: &str) -> bool {
    let first = next.trim_start_matches(['(', '"', '\'', '*', '[', '\\', '“', '‘']).chars().next();
    first.is_none_or(|first| first.is_lowercase() || matches!(first, ',' | ';' | ':' | '-' | '–' | '—' | '.'))
}

/// Returns the paragraphs and list items, each on one line.
fn paragraphs(markdown: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut is_open = false;
    for line in markdown.lines() {
        let line = line.trim();
        let ticks = line.get(..line.len() - line.trim_start_matches('`').len()).unwrap_or_default();
        if let Some(open) = fence {
            if line == open {
                fence = None;
            }
        } else if ticks.len() >= 3 {
            (fence, is_open) = (Some(ticks), false);
        } else if line.is_empty() {
            is_open = false;
        } else {
            let text = without_marker(line);
            match found.last_mut() {
                Some(paragraph) if is_open && text == line => {
                    paragraph.push(' ');
                    paragraph.push_str(line);
                }
                _ => found.push(text.to_owned()),
            }
            is_open = true;
        }
    }
    found
}

fn without_marker(line: &str) -> &str {
    let digits = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let numbered = if digits.len() < line.len() { digits.strip_prefix(". ") } else { None };
    line.strip_prefix("- ").or(numbered).map_or(line, without_marker_again)
}

/// Removes a second marker: an item may start with the first item of another list. A summary looks no deeper.
fn without_marker_again(text: &str) -> &str {
    text.strip_prefix("- ").unwrap_or(text)
}

struct Word<'a> {
    text: &'a str,
    is_within_emphasis: bool,
}

/// Splits Markdown at white space that is neither in code nor in the text of a link.
fn split_words(markdown: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut start, mut code, mut depth, mut is_emphasis) = (0, None, 0_usize, false);
    let mut characters = markdown.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' if code.is_none() => {
                characters.next_if(|(_, next)| !next.is_whitespace());
            }
            '`' | '*' => {
                let mut run = 1_usize;
                while characters.next_if(|(_, next)| *next == character).is_some() {
                    run += 1;
                }
                match (character, code) {
                    ('`', None) => code = Some(run),
                    ('`', Some(open)) if open == run => code = None,
                    ('*', None) => is_emphasis = !is_emphasis,
                    _ => {}
                }
            }
            '[' if code.is_none() => depth += 1,
            ']' if code.is_none() => depth = depth.saturating_sub(1),
            _ if character.is_whitespace() && code.is_none() && depth == 0 => {
                words.push(Word {
                    text: markdown.get(start..index).unwrap_or_default(),
                    is_within_emphasis: is_emphasis,
                });
                start = index + character.len_utf8();
            }
            _ => {}
        }
    }
    words.push(Word { text: markdown.get(start..).unwrap_or_default(), is_within_emphasis: is_emphasis });
    words.retain(|word| !word.text.is_empty());
    words
}
