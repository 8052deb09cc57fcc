use super::*;

fn shown(of: &Expression) -> String {
    let all = |of: &[Expression]| of.iter().map(shown).collect::<Vec<_>>().join(" ");
    match of {
        Expression::Current => "@".to_owned(),
        Expression::Path(names) => names.join("."),
        Expression::Null => "null".to_owned(),
        Expression::Boolean(value) => value.to_string(),
        Expression::Number(value) => value.to_string(),
        Expression::Text(text) => format!("{text:?}"),
        Expression::Index(index) => format!("(at {index})"),
        Expression::Then(steps) => format!("(then {})", all(steps)),
        Expression::List(elements) => format!("(list {})", all(elements)),
        Expression::Flatten(of) => format!("(flatten {})", shown(of)),
        Expression::Wildcard(of) => format!("(values {})", shown(of)),
        Expression::Not(of) => format!("(not {})", shown(of)),
        Expression::Slice(start, stop, step) => format!("(slice {start:?} {stop:?} {step})"),
        Expression::Object(entries) => {
            let entries = entries.iter().map(|(name, of)| format!("{name}: {}", shown(of)));
            format!("(object {})", entries.collect::<Vec<_>>().join(" "))
        }
        Expression::Call(function, arguments) => format!("({} {})", function.name, all(arguments)),
        Expression::Each(left, right) => format!("(each {} {})", shown(left), shown(right)),
        Expression::If(left, right) => format!("(if {} {})", shown(left), shown(right)),
        Expression::And(left, right) => format!("(and {} {})", shown(left), shown(right)),
        Expression::Or(left, right) => format!("(or {} {})", shown(left), shown(right)),
        Expression::Compare(left, by, right) => format!("({by:?} {} {})", shown(left), shown(right)),
    }
}

#[test]
fn reads_the_expressions_of_models() {
    for (text, meaning) in [
        ("resourceId", "resourceId"),
        ("TableCreationParameters.TableName", "TableCreationParameters.TableName"),
        ("TransactItems[*].Get.TableName", "(each TransactItems Get.TableName)"),
        ("keys(RequestItems)", "(keys RequestItems)"),
        ("a.keys(@)", "(then a (keys @))"),
        ("Map.*.name", "(each (values Map) name)"),
        ("nested.[foo, nested.bar]", "(then nested (list foo nested.bar))"),
        ("list[*].[foo.bar, baz][]", "(each (flatten (each list (list foo.bar baz))) @)"),
        ("list[].name", "(each (flatten list) name)"),
        ("[a, b.c]", "(list a b.c)"),
        (" a . \"b-c\" ", "a.b-c"),
        ("a[0].b[-1]", "(then a (at 0) b (at -1))"),
        ("a[?b == 'c' || !d]", "(each a (if (or (Equal b \"c\") (not d)) @))"),
        ("length(a[?b]) > `1.5`", "(Greater (length (each a (if b @))) 1.5)"),
        ("a != `null` && b < c", "(and (NotEqual a null) (Less b c))"),
        ("contains(a, `true`)", "(contains a true)"),
        ("a[1:-2]", "(then a (each (slice Some(1) Some(-2) 1) @))"),
        ("a[::-1].b", "(then a (each (slice None None -1) b))"),
        ("a.{b: c, d: @}", "(then a (object b: c d: @))"),
        ("`[1, {\"a\": []}]`", "(then true (list 1 (then true (object a: (then true (list ))))))"),
        ("values(a) || a.*", "(or (values a) (each (values a) @))"),
        ("sort_by(a, &b.c)[0]", "(then (sort_by a b.c) (at 0))"),
        ("map(&b, a)", "(map b a)"),
        ("not_null(a, b, c)", "(not_null a b c)"),
    ] {
        assert_eq!(Expression::parse(text).map(|it| shown(&it)), Ok(meaning.to_owned()), "{text}");
    }
}

#[test]
fn says_what_it_cannot_read() {
    for (text, problem) in [
        ("", "it is no JMESPath from character 1 on"),
        ("a.", "it is no JMESPath"),
        ("a b", "it is no JMESPath"),
        ("a[*", "it is no JMESPath"),
        ("keys(a", "it is no JMESPath"),
        ("keys(a, b)", "`keys` does not take 2 arguments"),
        ("a[1:2:0]", "a slice has steps of zero"),
        ("{a: b, a: c}", "an object has two `a`"),
        ("&a", "`&` stands where no function takes it"),
        ("length(&a)", "`&` stands where no function takes it"),
        ("max_by(a, b)", "argument 2 of `max_by` does not begin with `&`"),
        ("not_null()", "`not_null` does not take 0 arguments"),
        ("sort_on(a, &b)", "there is no function `sort_on`; did you mean `sort_by`?"),
    ] {
        let said = Expression::parse(text).map(|it| shown(&it)).unwrap_err();
        assert!(said.contains(problem), "{text}: {said}");
    }
    for (open, end) in [
        ("(", ")"),
        ("!", ""),
        ("[", "]"),
        ("a[?", "]"),
        ("a.*.", ""),
        ("a[*].", ""),
        ("a|", ""),
        ("a.{b:", "}"),
    ] {
        let parts = DEEPEST / open.replace("[*]", "[").matches(|it| ".([{!&*|?<>=".contains(it)).count();
        let deep = format!("{}a{}", open.repeat(parts), end.repeat(parts));
        assert!(Expression::parse(&deep).is_ok(), "{open}");
    }
    for deep in ["(", "!", "[", "a[?", "a.*.", "&", "a."].map(|open| open.repeat(100_000)) {
        assert_eq!(Expression::parse(&deep), Err("it has too many parts".to_owned()));
    }
}
