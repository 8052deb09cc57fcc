//! Each table names what it proves; the texts are our own.

use super::{markdown, summary};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};

mod elements;
mod sentences;

#[track_caller]
fn assert_markdown(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(markdown(text), *expected, "from {text:?}");
    }
}

#[test]
fn nothing_said_is_nothing_shown() {
    assert_eq!(super::summary_lines(""), "");
}

#[test]
fn paragraphs_and_emphasis() {
    assert_markdown(&[
        ("", ""),
        ("<p></p>", ""),
        ("<p>One.</p>\n   <p>Two.</p>", "One.\n\nTwo."),
        ("One\n   two.\n\nThree.", "One two.\n\nThree."),
        ("a<br>b<br/>c", "a\n\nb\n\nc"),
        ("<b>Bold </b>and<i> slanted</i> text", "**Bold** and *slanted* text"),
        ("<b>Bold:</b>text", "**Bold:** text"),
        ("<i>n</i>GB", "*n*GB"),
        ("<b>outer <i>inner</i></b>", "**outer inner**"),
        ("<b></b><i>never closed", "never closed"),
        ("<b>across</p><p>paragraphs</b>", "across\n\nparagraphs"),
        ("<h3>Title</h3>Text", "**Title**\n\nText"),
        ("<fullname>The Service</fullname><p>Text.</p>", "Text."),
        ("Seen<!-- not <b>seen</b> --> too", "Seen too"),
    ]);
}

#[test]
fn code() {
    assert_markdown(&[
        ("<code> a\n  b </code>", "`a b`"),
        ("<code>\n<i>name</i>-<a href=\"https://a.example/\">x</a></code>", "`name-x`"),
        ("<code>arn:<region>:&lt;id&gt;</code>", "`arn:<region>:<id>`"),
        ("<p><code>a`b</code> <code>`</code> <code>``</code>", "``a`b`` `` ` `` ``` `` ```"),
        ("<code>a</code><code>b</code>", "`a` `b`"),
        ("<code></code>nothing", "nothing"),
        ("`List<[T]>` of <code>*</code>", "`List<[T]>` of `*`"),
        ("an unclosed ` tick and ``` another", "an unclosed \\` tick and \\`\\`\\` another"),
        ("<code>never closed", "never closed"),
        ("<p><code>ends with the paragraph</p><p>Next</code>", "`ends with the paragraph`\n\nNext"),
    ]);
}

#[test]
fn indented_lines_are_code_only_in_commonmark() {
    assert_markdown(&[
        ("So:\n\n    a  b\n\n      c\n\nAnd so.", "So:\n\n```text\na  b\n\n  c\n```\n\nAnd so."),
        ("So:\n\n    last\n", "So:\n\n```text\nlast\n```"),
        ("So:\n    it goes on", "So: it goes on"),
        ("    first of all", "first of all"),
        ("- item\n\n    of the item", "- item\n\n  of the item"),
        ("<b>So:</b>\n\n    text", "**So:**\n\n```text\ntext\n```"),
        ("<p>So:</p>\n\n    <p>text</p>", "So:\n\ntext"),
    ]);
}

#[test]
fn preformatted_text_is_fenced_and_never_a_doc_test() {
    assert_markdown(&[
        // White space at the end of a line is removed, even before a character that is not printed.
        ("<pre>a \u{200b}\nb</pre>", "```text\na\nb\n```"),
        (
            "<p>So:</p><pre><code>  let a = 1;\n\n    &lt;b&gt;\n</code></pre>",
            "So:\n\n```text\nlet a = 1;\n\n  <b>\n```",
        ),
        ("<pre>```\n[x]\n```</pre>", "````text\n```\n[x]\n```\n````"),
        ("<pre>  </pre>", ""),
        ("```rust\nlet a = 1;\n```\nafter", "```text\nlet a = 1;\n```\n\nafter"),
        ("```\na <b>\n```", "```text\na <b>\n```"),
        ("~~~json title\n{}\n~~~", "```json\n{}\n```"),
        ("```no_run\nnever closed", "```text\nnever closed\n```"),
        ("Text.\n\n    four spaces", "Text.\n\n```text\nfour spaces\n```"),
    ]);
}

#[test]
fn links_with_titles_and_parentheses() {
    assert_markdown(&[
        ("[x](https://x.example/a \"t\") on", "[x](https://x.example/a) on"),
        ("[x](https://x.example/a_(b)).", "[x](https://x.example/a_%28b%29)."),
        ("[x](https://x.example/a \"t) on", "\\[x\\](<https://x.example/a> \"t) on"),
    ]);
}

#[test]
fn links_by_reference_and_pictures() {
    assert_markdown(&[
        (
            "See [the guide][g] or [g].\n\n[g]: https://x.example/g",
            "See [the guide](https://x.example/g) or [g](https://x.example/g).",
        ),
        ("See [the guide][none] or [b].", "See \\[the guide\\]\\[none\\] or \\[b\\]."),
        ("[the guide](../guide.md)", "\\[the guide\\](../guide.md)"),
        ("![a map](https://x.example/map.png)", "[a map](https://x.example/map.png)"),
        ("[![a badge](https://x.example/b.png)](https://x.example)", "[a badge](https://x.example)"),
        ("[**strong** `code`](https://x.example)", "[**strong** `code`](https://x.example)"),
        ("Mail <me@x.example>", "Mail me@x.example"),
        ("<a href=\"https://x.example/\u{7} a\">x</a>", "[x](https://x.example/%20a)"),
    ]);
}

#[test]
fn headings_and_code_within_lists() {
    assert_markdown(&[
        ("Title\n=====\n\nText\n\nPart\n---\n\nMore", "**Title**\n\nText\n\n**Part**\n\nMore"),
        ("## A `name` ##\nText", "**A `name`**\n\nText"),
        (
            "1. So:\n\n   ```sh\n   ls\n   ```\n\n   And so.\n2. b",
            "1. So:\n\n   ```sh\n   ls\n   ```\n\n   And so.\n2. b",
        ),
        ("- a\n\n      code\n- b", "- a\n\n  ```text\n  code\n  ```\n- b"),
    ]);
}

#[test]
fn html_within_commonmark() {
    assert_markdown(&[
        ("*a* <b>b</b> <code>c_d_</code> <key=x, y>", "*a* **b** `c_d_` \\<key=x, y>"),
        ("*a*:\n\n<ul><li>*b*</li></ul>\n\n*c*", "*a*:\n\n- \\*b\\*\n\n*c*"),
        ("- a\n  <ul><li>b</li></ul>\n- c", "- a\n  - b\n- c"),
        ("- a <ul>\n- b", "- a\n- b"),
        ("<code>never\n\nclosed</code>", "`never`\n\nclosed"),
        ("<a href=\"https://x.example\">*a*</a>", "[*a*](https://x.example)"),
    ]);
}

#[test]
fn quotations_and_ends_of_lines() {
    assert_markdown(&[
        (
            "Text\n> A note\n> on two lines.\n>\n> - a\n> - b\n\nafter",
            "Text\n\nA note on two lines.\n\n- a\n- b\n\nafter",
        ),
        ("> > deep\nit goes on\n\nafter", "deep it goes on\n\nafter"),
        ("one\\\ntwo", "one two"),
        ("5\n<p>x</p>\n> 3", "5\n\nx\n\n\\> 3"),
    ]);
}

#[test]
fn tables() {
    assert_markdown(&[
        (
            "Text:\n\n| a | b |\n|---|:-:|\n| `1` | *2* |\n| 3 |\n\nafter",
            "Text:\n\n- a — b\n- `1` — *2*\n- 3\n\nafter",
        ),
        (
            "a | b\n-- | --\nx \\| y | [z](https://x.example)\n\nafter",
            "- a — b\n- x | y — [z](https://x.example)\n\nafter",
        ),
        ("- item\n\n  | a |\n  |---|\n  | 1 |\n- other", "- item\n  - a\n  - 1\n- other"),
        ("| a |\n|---|\n| `x \\| y` |", "- a\n- `x | y`"),
        ("| a | b | c |\n|-|-|-|\n| 1 || 3 |", "- a — b — c\n- 1 — — 3"),
        ("| a | b |\n|---|\nno table", "\\| a | b | |---| no table"),
        ("one | other", "one | other"),
    ]);
}

#[test]
fn lists() {
    assert_markdown(&[
        ("Text<ul><li><p>a</p></li><li>b</li></ul>after", "Text\n\n- a\n- b\n\nafter"),
        ("<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>", "1. a\n   - b\n   - c\n2. d"),
        ("<ul><li><p>a</p><p>b</p><pre>c</pre></li></ul>", "- a\n\n  b\n\n  ```text\n  c\n  ```"),
        ("<ul><li></li><li>only</li></ul>", "- only"),
        ("<li>stray", "- stray"),
        ("</ul></li>text", "text"),
        ("- a\n  goes on\n- b\n  - c\n\nafter", "- a goes on\n- b\n  - c\n\nafter"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n\n  3. x\n  4. y", "- a\n\n  3. x\n  4. y"),
        ("1. a\n\nb\n\n2. c\n\nd", "1. a\n\nb\n\n2. c\n\nd"),
        ("<p>5 of\n - 3</p>", "5 of - 3"),
        (
            "<dl><dt>Term</dt><dd>Meaning.</dd><dt>Other</dt><dd><p>More.</p></dd></dl>",
            "- **Term**\n\n  Meaning.\n- **Other**\n\n  More.",
        ),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "- a — b\n- 1 — 2"),
    ]);
}

#[test]
fn html_and_commonmark_within_each_other() {
    assert_markdown(&[
        ("text <code><https://x.example/a></code> end", "text `https://x.example/a` end"),
        ("- a <code>x\n- b</code> c", "- a `x`\n- b c"),
        ("text <pre>x\n\n```sh\nls\n```\n\ny</pre>", "text\n\n```text\nx\n\nls\ny\n```"),
        ("x <ul><li>\n\n- a </ul>\n- b\n\nafter", "x\n\n- - a\n\n- b\n\nafter"),
        ("<ol><li>a</li>between<li>b</li></ol>", "1. a\n\nbetween\n\n2. b"),
        ("Use `<!--` here and <code>a_b_</code>.", "Use `<!--` here and `a_b_`."),
        ("これは**重要**です, foo**bar**baz", "これは**重要**です, foo**bar**baz"),
        ("## A **b** c", "**A b c**"),
        ("**a **b** c** d", "**a b c** d"),
        ("<p><b>a <b>b</b> c</p>", "**a b** c"),
        (
            "<p>See https://x.example/?a=1&region=us&copy=2&notify=1 &amp; &copy;</p>",
            "See <https://x.example/?a=1&region=us&copy=2&notify=1> & ©",
        ),
    ]);
}

/// The parser of CommonMark would look at each list and quotation for every line.
#[test]
fn many_lists_in_one_line_take_no_more_time() {
    let deep = 30_000;
    for marker in ["- ", "> ", ">", "1. ", "* - "] {
        for rest in ["```\n", "a\n"] {
            let text = marker.repeat(deep) + rest + &"x\n".repeat(deep);
            // Either would take minutes.
            assert!(!markdown(&text).is_empty());
            assert!(!markdown(&format!("<p>`a`{text}</p>")).is_empty());
        }
    }
    // But a line may be long.
    assert_eq!(markdown(&format!("Title\n{}\n\n*a*", "-".repeat(500))), "**Title**\n\n*a*");
}

#[test]
fn lists_nest_only_so_deep() {
    let text = "<ul><li>x".repeat(100);
    let deepest = markdown(&text).lines().map(|line| line.len() - line.trim_start().len()).max();
    assert_eq!(deepest, Some(14));
}

#[test]
fn admonitions() {
    assert_markdown(&[
        ("<note><p>Read this.</p></note><p>Text.</p>", "**Note:** Read this.\n\nText."),
        ("<important>Stop.</important>", "**Important:** Stop."),
        ("<note><ul><li>a</li></ul></note>", "**Note:**\n\n- a"),
        ("<note></note>Text", "Text"),
    ]);
}

#[test]
fn links() {
    assert_markdown(&[
        (
            "<a href=\"https://a.example/x?b=1&amp;c=2\"> the\n page</a>.",
            "[the page](https://a.example/x?b=1&c=2).",
        ),
        (
            "see<a href='https://a.example/(x)'> <code>[x]</code></a>",
            "see [`[x]`](https://a.example/%28x%29)",
        ),
        ("<a href=\"/relative.html\">plain</a> <a href=\"\">b</a> <a>c</a>", "plain b c"),
        ("<a href=\"javascript:x\">plain</a>", "plain"),
        ("<a href=\"https://a.example\"></a>none", "none"),
        ("wow!<a href=\"https://a.example\">x</a>", "wow\\![x](https://a.example)"),
        (
            "[a page](https://a.example) [`x`](https://b.example)",
            "[a page](https://a.example) [`x`](https://b.example)",
        ),
        ("[a-z](0-9)", "\\[a-z\\](0-9)"),
        (
            "at https://a.example/b_c, or (http://b.example/).",
            "at <https://a.example/b_c>, or (<http://b.example/>).",
        ),
        ("x<https://a.example>y", "x<https://a.example>y"),
        ("https://{host}/path or https://", "`https://{host}/path` or `https://`"),
        ("<a href=\"https://a.example\">https://a.example</a>", "[https://a.example](https://a.example)"),
        ("<a href=\"mailto:me@a.example\">mail</a>", "[mail](mailto:me@a.example)"),
    ]);
}

#[test]
fn plain_text_stays_plain() {
    assert_markdown(&[
        (
            "<p>[x] &lt;y&gt; a < b *c* snake_case _d_ ~e~</p>",
            "\\[x\\] \\<y> a \\< b \\*c\\* snake_case \\_d\\_ \\~e\\~",
        ),
        ("<p>arn:<region>:<Account-Id></p>", "arn:\\<region>:\\<Account-Id>"),
        ("<made-up>kept</made-up>", "kept"),
        ("&amp;lt; &copy; &#39;&#x41; &unknown; &", "\\&lt; © 'A \\&unknown; &"),
        (
            "<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p><p>---</p><p>=</p>",
            "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\---\n\n\\=",
        ),
        ("a&nbsp;b\u{202e}\u{0}c\r\nd", "a bc d"),
        ("<p>\\d \\[</p>", "\\d \\\\\\["),
        ("\\*not emphasis\\*", "\\*not emphasis\\*"),
        (
            "**strong**, *emphasis*, __both__ 2 * 3 * 4 **open",
            "**strong**, *emphasis*, **both** 2 \\* 3 \\* 4 \\*\\*open",
        ),
        ("2*3*4 = 24, **a**b, ***both***", "2\\*3\\*4 = 24, **a**b, *both*"),
        ("# Title\nText", "**Title**\n\nText"),
    ]);
}

#[test]
fn each_sentence_has_its_line() {
    assert_markdown(&[
        (
            "One. Two! `Three`? four. (Five.) See v1.5 e.g. Six.",
            "One.\nTwo!\n`Three`? four.\n(Five.)\nSee v1.5 e.g. Six.",
        ),
        ("<b>One.</b> In the U.S. Two", "**One.**\nIn the U.S. Two"),
        ("See <a href=\"https://a.example/x.\">x</a> Two", "See [x](https://a.example/x.) Two"),
    ]);
}

#[test]
fn long_sentences_are_wrapped_between_words() {
    let text = format!("<ul><li>{}</li></ul>", "word ".repeat(60));
    let lines: Vec<String> = markdown(&text).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.len() <= 110), "{lines:?}");
    assert!(lines.iter().skip(1).all(|line| line.starts_with("  word")), "{lines:?}");
    let link = format!("<a href=\"https://a.example/\">{}</a>", "word ".repeat(60));
    assert_eq!(markdown(&link).lines().count(), 1);
}

#[test]
fn a_change_in_one_sentence_changes_only_its_line() {
    let before = markdown("<p>The first sentence. The second one. The third.</p>");
    let after = markdown("<p>The first sentence. The second one, now longer. The third.</p>");
    let changed = before.lines().zip(after.lines()).filter(|(before, after)| before != after).count();
    assert_eq!((before.lines().count(), after.lines().count(), changed), (3, 3, 1));
}

#[test]
fn summaries() {
    let cases = [
        ("", ""),
        ("<p>The name, e.g. Anna. Not more.</p>", "The name, e.g. Anna."),
        ("<p>Version 1.5 of i.e. that. More.</p>", "Version 1.5 of i.e. that."),
        ("<p>No full stop</p><p>More.</p>", "No full stop"),
        ("<p>See https://a.example/b. More.</p>", "See <https://a.example/b>."),
        ("<p>Code <code>a. B</code> inside. More.</p>", "Code `a. B` inside."),
        (
            "<p><a href=\"https://a.example\">Link. Text</a> goes on. More.</p>",
            "[Link. Text](https://a.example) goes on.",
        ),
        ("<p><b>All. Bold.</b> More.</p>", "**All. Bold.**"),
        ("<note><p>Beware.</p></note><p>The id. More.</p>", "The id."),
        ("<note><p>Beware. Now.</p></note>", "**Note:** Beware."),
        ("<ul><li>An item. More.</li></ul>", "An item."),
        ("<p>1. First. Second.</p>", "1\\. First."),
        ("<pre>code. More</pre><p>Text.</p>", "Text."),
    ];
    for (text, expected) in cases {
        assert_eq!(summary(&markdown(text)), expected, "from {text:?}");
    }
    let long = markdown(&format!("<p>{}end. More.</p>", "word ".repeat(60)));
    assert_eq!(summary(&long), format!("{}end.", "word ".repeat(60)));
}

/// Every combination of three of these parts, repeated once, is read without a panic, and nothing in the result could become a doc test, HTML or a link that
/// rustdoc would resolve.
#[test]
fn no_combination_of_markup_breaks_out() {
    let parts = [
        "<",
        ">",
        "`",
        "```",
        "\n",
        "\n\n",
        "[a]",
        "](b)",
        "<code>",
        "</code>",
        "<p>",
        "<pre>",
        "</pre>",
        "<li>",
        "<i>",
        "</i>",
        "<a href=\"https://x.example\">",
        "</a>",
        "**",
        "\\",
        "&lt;",
        "https://",
        "x.example",
        "- ",
        "    ",
        "é",
        "<T>",
        "\n| a |\n|-|\n| ",
        "[a]: ",
        "![",
        "~~",
        "\"",
    ];
    for first in parts {
        for second in parts {
            for third in parts {
                let text = [first, second, third, "a", second, first, third].concat();
                let result = markdown(&text);
                summary(&result);
                summary(&text);
                assert_harmless(&text, &result);
            }
        }
    }
}

/// Reads the result as rustdoc does.
#[track_caller]
fn assert_harmless(text: &str, result: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut resolve = |link: BrokenLink<'_>| Some((link.reference.into_static(), "".into()));
    for event in Parser::new_with_broken_link_callback(result, options, Some(&mut resolve)) {
        let is_harmless = match &event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => false,
            Event::TaskListMarker(_) => false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => info.as_ref() == "text",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
            Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with("https://"),
            Event::Start(
                Tag::Table(_) | Tag::Strikethrough | Tag::Image { .. } | Tag::FootnoteDefinition(_),
            ) => false,
            _ => true,
        };
        assert!(is_harmless, "{text:?} became {event:?}: {result:?}");
    }
}
