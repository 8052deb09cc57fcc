//! Elements of HTML, and what AWS models add to them.

use super::*;

#[test]
fn every_element_has_its_meaning() {
    for (names, open, closed) in [
        (
            "p div section blockquote details summary dd para hr center caption article header footer br ul dl table ol",
            "a\n\nb c",
            "a\n\nb\n\nc",
        ),
        ("note", "a\n\n**Note:** b c", "a\n\n**Note:** b\n\nc"),
        ("important", "a\n\n**Important:** b c", "a\n\n**Important:** b\n\nc"),
        ("warning", "a\n\n**Warning:** b c", "a\n\n**Warning:** b\n\nc"),
        ("caution", "a\n\n**Caution:** b c", "a\n\n**Caution:** b\n\nc"),
        ("tip", "a\n\n**Tip:** b c", "a\n\n**Tip:** b\n\nc"),
        ("h1 h2 h3 h4 h5 h6", "a\n\nb c", "a\n\n**b**\n\nc"),
        ("li tr", "a\n\n- b c", "a\n\n- b\n\nc"),
        ("dt", "a\n\n- b c", "a\n\n- **b**\n\n  c"),
        ("pre", "a\n\nb c", "a\n\n```text\nb\n```\n\nc"),
        ("code tt kbd samp", "a b c", "a `b` c"),
        ("b strong", "a b c", "a **b** c"),
        ("i em", "a b c", "a *b* c"),
        ("fullname script style", "a\n\nb c", "a\n\nc"),
        (
            "a td th span u s sub sup small big font var cite del ins mark abbr q img tbody thead tfoot colgroup col replaceable \
             link",
            "a b c",
            "a b c",
        ),
        ("other", "a \\<other>b c", "a b c"),
    ] {
        for name in names.split(' ') {
            assert_eq!(markdown(&format!("a <{name}>b c")), open, "{name}");
            assert_eq!(markdown(&format!("a <{name}>b</{name}> c")), closed, "{name}");
        }
    }
}

#[test]
fn what_begins_ends_what_came_before() {
    assert_markdown(&[
        ("<p>a<note>b</note></p>", "a\n\n**Note:** b"),
        ("<note><pre>a</pre></note>b", "**Note:**\n\n```text\na\n```\n\nb"),
        ("<note>b<note>c</note>d", "**Note:** b\n\n**Note:** c\n\nd"),
        ("<p>a<pre>b</pre></p>", "a\n\n```text\nb\n```"),
        ("<ul><li>a<ul><li>b</li>c</ul>d</ul>e", "- a\n  - b\n\n  c\n\n  d\n\ne"),
        ("<ul><li>a<ol><li>b</ol></li>c<li>d</ul>", "- a\n  1. b\n\nc\n\n- d"),
        ("<p><script>a</style>b<p></script>c</p>", "c"),
        ("<p><script>a<script>b</script>c</script>", "c"),
    ]);
}

/// What is nested too deep to be shown so is closed all the same.
#[test]
fn lists_that_nest_deeper_than_what_is_shown() {
    let (deep, shown) = ("<ul><li>".repeat(10), "- ".repeat(8));
    for (rest, indent) in [
        ("</li><li>y", 14),
        ("</ul><li>y", 14),
        ("</ul></ul><li>y", 14),
        ("</ul></ul></ul><li>y", 12),
        ("</li></ul></li></ul></li></ul><li>y", 12),
        (&*format!("{}<li>y", "</ul>".repeat(9)), 0),
    ] {
        let expected = format!("{shown}x\n{}- y", " ".repeat(indent));
        assert_eq!(markdown(&format!("{deep}x{rest}")), expected, "{rest}");
    }
    assert_eq!(markdown(&format!("{deep}x</li>y")), format!("{shown}x\n\n{}y", " ".repeat(16)));
    assert_eq!(markdown(&format!("{deep}x{}<p>y</p>", "</ul>".repeat(10))), format!("{shown}x\n\ny"));
}

#[test]
fn spans_of_code_within_html() {
    assert_markdown(&[
        ("<p>a `b` c `d <i>` e</p>", "a `b` c \\`d \\` e"),
        ("<p>`` a`b `` `<b>c</b>`</p>", "``a`b`` \\`**c**\\`"),
        ("<p>é `a` é</p>", "é `a` é"),
        ("<p>  `*a*` *b*</p>", "`*a*` \\*b\\*"),
        ("<p>- `a`", "\\- `a`"),
        ("<pre>a `b`  c</pre>", "```text\na `b`  c\n```"),
        ("<p><code>a `b`</code></p>", "`` a `b` ``"),
    ]);
}

#[test]
fn elements_within_code() {
    assert_markdown(&[
        ("<p><code>a<br>b</code></p>", "`a b`"),
        ("<p><code><span>a</span><replaceable>b</replaceable></code></p>", "`ab`"),
        ("<p><code><b>a</b><strong>b</strong><i>c</i><em>d</em><a>e</a></code></p>", "`abcde`"),
        ("<p><code><u>a</u><td>b</code></p>", "`<u>a</u><td>b`"),
        ("<ul><li><code>a<li>b</li></ul></code>", "- `a`\n- b"),
        ("<p><code>a<p>b</p></code>", "`a`\n\nb"),
        ("<p><code>a<ul><li>b</ul></code>", "`a`\n\n- b"),
        ("<p><code>a<ol><li>b</ol></code>", "`a`\n\n1. b"),
        ("<p><code>a<pre>b  c</pre></code>", "`a`\n\n```text\nb  c\n```"),
        ("<pre>a<br>b<i>c</i><x>d</pre>", "```text\na\nbc<x>d\n```"),
    ]);
}

#[test]
fn what_is_no_element() {
    assert_markdown(&[
        ("<p>a<!-- b -->c<!doctype html>d<![CDATA[x]]>e", "acde"),
        ("<p>a<?php x ?>b</ >c", "a\\<?php x ?>b\\</ >c"),
        // What the text begins with says what it is.
        ("<!-- x --> <p>a</p>\n\n*b*", "a\n\n\\*b\\*"),
        ("\n <p>a</p>\n\n*b*", "a\n\n\\*b\\*"),
        ("x <p>*a*</p>", "x\n\n*a*"),
        ("<i>*a*</i>", "*a*"),
        ("<p>a <b", "a \\<b"),
        ("<p><code>a</code", "a\\</code"),
        ("<p><pre>a  b", "a b"),
        ("<p>a?x=1&copy=2 &copy; &amp;</p>", "a?x=1&copy=2 © &"),
    ]);
}
