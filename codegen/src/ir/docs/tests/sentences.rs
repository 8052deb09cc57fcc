//! Where sentences end, and addresses in them.

use super::*;
use crate::ir::docs::summary_lines;

#[test]
fn a_summary_is_the_first_sentence() {
    for (text, expected) in [
        ("Really? Yes.", "Really?"),
        ("See e.g. Apples. Next.", "See e.g. Apples."),
        ("See Approx. Ten. Next.", "See Approx. Ten."),
        ("It is No. Five. Next.", "It is No. Five."),
        ("In the U.S. And so. Next.", "In the U.S. And so."),
        // What begins like this goes on with the sentence.
        ("One. , two. Three.", "One. , two."),
        ("One. ; two. Three.", "One. ; two."),
        ("One. : two. Three.", "One. : two."),
        ("One. - two. Three.", "One. - two."),
        ("One. – two. Three.", "One. – two."),
        ("One. — two. Three.", "One. — two."),
        ("One. ... Three.", "One. ..."),
        ("One. (two). Three.", "One. (two)."),
        ("One. (Two.) Three.", "One."),
        ("See [x](https://a.example/x.) Two. Three.", "See [x](https://a.example/x.) Two."),
        ("See [x].](https://a.example/) Two. Three.", "See [x].](https://a.example/) Two."),
        // What stands before it is not a part of it.
        ("1. Two. Three.", "Two."),
        ("- One. Two.", "One."),
        ("- - One. Two.", "One."),
        ("2000 One. Two.", "2000 One."),
        ("**Note:** a.\n\nOne. Two.", "One."),
        ("**Note:** a.\n\n**Important:** b.", "**Note:** a."),
        ("```text\na\n```\n\nOne. Two.", "One."),
        ("````text\n```\na. b\n````\nOne. Two.", "One."),
        ("One\n  two. Three.", "One two."),
        ("One\n- two. Three.", "One"),
        // Nor does it end within what belongs together.
        ("One `a. B` c. D.", "One `a. B` c."),
        ("One `` a` . B `` c. D.", "One `` a` . B `` c."),
        ("One [a. B](https://a.example) c. D.", "One [a. B](https://a.example) c."),
        ("One *a. B* c. D.", "One *a. B* c."),
        ("One \\[a. B] c. D.", "One \\[a."),
        ("One \\` a. B` c. D.", "One \\` a."),
        ("One `[` a. B.", "One `[` a."),
        ("One `\\` a. B.", "One `\\` a."),
        ("So:\n\n- a", "So …"),
    ] {
        assert_eq!(summary(text), expected, "{text:?}");
    }
}

#[test]
fn code_stays_on_its_line() {
    let code = format!("`{}`", ["word"; 40].join(" "));
    let lines = |text: &str| summary_lines(text).lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&format!("The code {code} of it.")), ["The code", &*code, "of it."]);
    let fenced = format!("``{} ` - ``", ["word"; 40].join(" "));
    assert_eq!(lines(&format!("The code {fenced} of it.")), ["The code", &*fenced, "of it."]);
    // What looks like the border of code, but is none.
    let words = ["word"; 40].join(" ");
    for text in ["`a` b", "`` ` ``", "\\`", "\\`\\`\\`", "`\\`"] {
        let found = lines(&format!("The {text} and {words}."));
        assert!(found.len() == 2 && found.iter().all(|line| line.len() <= 110), "{found:#?}");
    }
}

#[test]
fn addresses_that_lead_nowhere_are_no_links() {
    for (address, expected) in [
        ("mailto:me@a.example", Some("mailto:me@a.example")),
        ("mailto:me.example", None),
        ("mailto:me@example", None),
        ("me@a.example", None),
        (" https://a.example ", Some("https://a.example")),
        ("https://", None),
        ("https://-a.example", None),
        ("https://a.example/&amp;lt;", Some("https://a.example/&amp;lt;")),
        ("https://a.example/<b>`c\\d", Some("https://a.example/%3Cb%3E%60c%5Cd")),
    ] {
        let expected = expected.map_or("x".to_owned(), |address| format!("[x]({address})"));
        assert_eq!(markdown(&format!("<p><a href=\"{address}\">x</a></p>")), expected, "{address}");
    }
    for (text, expected) in [
        ("https://a.example:80/", "<https://a.example:80/>"),
        ("https://a.example:x/", "`https://a.example:x/`"),
        ("https://a:8080", "<https://a:8080>"),
        ("https://a:/", "`https://a:/`"),
        ("https://a.example:", "<https://a.example>:"),
        ("https://localhost", "<https://localhost>"),
        ("https://host", "`https://host`"),
        ("https://", "`https://`"),
        ("(https://)", "(`https://`)"),
        ("https://{a}.", "`https://{a}`."),
        ("https://a.example/{b}.", "`https://a.example/{b}`."),
        ("https://a.example/(b),", "<https://a.example/(b)>,"),
        ("https://a.example/b),", "<https://a.example/b>),"),
        ("https://a.example/é", "`https://a.example/é`"),
        ("https://-a.example", "`https://-a.example`"),
    ] {
        assert_eq!(markdown(&format!("<p>{text}</p>")), expected);
    }
}
