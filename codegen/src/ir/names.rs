//! Rust names: the only place that changes the case of names.

use crate::diagnostics::Diagnostics;
use crate::model::{Shape, ShapeId};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A Rust identifier; a keyword is written as a raw identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// The keywords that cannot even be raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// The strict and reserved keywords of the 2024 edition.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Returns whether the word is a keyword.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    NEVER_RAW.contains(&word) || KEYWORDS.contains(&word)
}

/// Words with capitals inside, which would be split there: `io_t`, `size_in_mi_b`.
const MIXED_WORDS: [&str; 18] = [
    "EiB", "GBps", "GiB", "GiBps", "IPv4", "IPv6", "IoT", "KBps", "KiB", "KiBps", "MBps", "MiB", "MiBps",
    "NaN", "OAuth", "PiB", "QnA", "TiB",
];

/// Rewrites words with capitals inside, and their plurals, as plain words: `Ipv4` for `IPv4`.
fn plain_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let begins_word = !out.ends_with(|it: char| it.is_ascii_uppercase());
        let word = MIXED_WORDS.iter().find_map(|word| {
            let (start, others) = word.split_at(1);
            let lower = out.is_empty() && rest.starts_with(&*start.to_ascii_lowercase());
            let more = rest.get(1..).filter(|_| lower || rest.starts_with(start))?.strip_prefix(others)?;
            let plain = more.strip_prefix('s').unwrap_or(more);
            (begins_word && !plain.starts_with(|it: char| it.is_ascii_lowercase()))
                .then_some((start, others, more))
        });
        match word {
            Some((start, others, more)) => {
                out.push_str(start);
                out.push_str(&others.to_ascii_lowercase());
                rest = more;
            }
            None => {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// Rewrites plurals of acronyms as words: `Arns` for `ARNs`, which would be split into `AR` and `Ns`.
fn plurals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(|it: char| it.is_ascii_uppercase()).map(|at| rest.split_at(at))
    {
        out.push_str(before);
        let end = from.find(|it: char| !it.is_ascii_uppercase()).unwrap_or(from.len());
        let (acronym, after) = from.split_at(end);
        let ends_word = |more: &&str| !more.starts_with(|it: char| it.is_ascii_lowercase());
        match after.strip_prefix('s').filter(ends_word) {
            Some(more) if acronym.len() > 1 => {
                let (first, others) = acronym.split_at(1);
                out.push_str(first);
                out.push_str(&others.to_ascii_lowercase());
                out.push('s');
                rest = more;
            }
            _ => {
                out.push_str(acronym);
                rest = after;
            }
        }
    }
    out + rest
}

impl Name {
    /// Creates the name of a type, variant or type parameter: `UpperCamelCase`.
    #[must_use]
    pub fn upper_camel(text: &str) -> Self {
        let camel = plurals(text).to_upper_camel_case();
        Self::checked(if camel.starts_with(|first: char| first.is_ascii_digit()) {
            format!("V{camel}")
        } else {
            camel
        })
    }

    /// Creates the name of a field, method or module: `snake_case`.
    #[must_use]
    pub fn snake(text: &str) -> Self {
        let snake = plurals(&plain_words(text)).to_snake_case();
        Self::checked(if snake.starts_with(|first: char| first.is_ascii_digit()) {
            format!("v{snake}")
        } else {
            snake
        })
    }

    /// Appends a suffix to the name, in place of the `r#` or underscore that made it an identifier.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self::checked(format!("{}{suffix}", self.unescaped().trim_end_matches('_')))
    }

    /// Returns the identifier, raw if necessary.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the identifier without `r#`, as in the names of files, features and setters.
    #[must_use]
    pub fn unescaped(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// Returns whether it is a keyword, and therefore written as a raw identifier.
    #[must_use]
    pub fn is_raw(&self) -> bool {
        self.unescaped() != self.0
    }

    fn checked(text: String) -> Self {
        if text.is_empty() || NEVER_RAW.contains(&text.as_str()) {
            Self(format!("{text}_"))
        } else if KEYWORDS.contains(&text.as_str()) {
            Self(format!("r#{text}"))
        } else {
            Self(text)
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hands out the names of one scope (the members of a structure, the variants of an enum), in which no two may be equal.
#[derive(Debug)]
pub(super) struct Scope {
    taken: BTreeSet<Name>,
}

impl Scope {
    /// Creates a scope in which these names are taken.
    pub(super) fn with_reserved(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| Name((*name).to_owned())).collect() }
    }

    /// Returns the name itself or, if it is taken, the first free one: `Value`, `Value2`. The order of the model decides who keeps the plain name, so a member
    /// added at the end renames no other.
    pub(super) fn claim(&mut self, wanted: Name, reserved_suffix: &str) -> Name {
        let mut name = wanted.clone();
        let mut number = 2;
        while self.taken.contains(&name) {
            name = if number == 2 && !reserved_suffix.is_empty() {
                wanted.with_suffix(reserved_suffix)
            } else {
                wanted.with_suffix(&number.to_string())
            };
            number += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

/// Names that generated code, including the runtime's macros, uses without a path. A type with such a name would shadow them.
const TAKEN_TYPES: [&str; 12] = [
    "BTreeMap",
    "Box",
    "Default",
    "Eq",
    "From",
    "Into",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "String",
    "Vec",
];

/// The kinds of types that are named, and the suffix for names that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nested types: `Option` becomes `OptionValue`.
    Nested,
    /// Errors: `Option` becomes `OptionError`. They are also enum variants, next to `Unmodelled`.
    Error,
}

impl Kind {
    fn name(self, text: &str) -> Name {
        let (suffix, more): (_, &[&str]) = match self {
            Self::Nested => ("Value", &["Self_"]),
            Self::Error => ("Error", &["Self_", "Unmodelled"]),
        };
        let name = Name::upper_camel(text);
        if TAKEN_TYPES.contains(&name.as_str()) || more.contains(&name.as_str()) {
            name.with_suffix(suffix)
        } else {
            name
        }
    }
}

/// Returns the Rust names of a service's types. Reports shapes whose names differ only in case, since they would be one type.
pub(super) fn type_names<'a>(
    shapes: impl Iterator<Item = (&'a Shape, String)>,
    kind: Kind,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<ShapeId, Name> {
    let mut names = BTreeMap::new();
    let mut owners: BTreeMap<Name, &ShapeId> = BTreeMap::new();
    for (shape, text) in shapes {
        let (id, name) = (&shape.id, kind.name(&text));
        let other = *owners.entry(name.clone()).or_insert(id);
        if other != id {
            diagnostics.push(
                shape
                    .error(format!("the Rust type `{name}` would stand for two shapes, `{other}` and `{id}`"))
                    .help("give one of them another name with `rename` on the service, or in the model"),
            );
        }
        names.insert(id.clone(), name);
    }
    names
}

/// Returns the name of a constant: `TABLE_EXISTS` for `TableExists`.
pub(super) fn constant_name(text: &str) -> String {
    plurals(&plain_words(text)).to_shouty_snake_case()
}

/// Methods of clients, whose names operations can't have. Those of the traits `Into` and `TryInto` would come before an operation's.
const CLIENT_METHODS: [&str; 13] = [
    "clone",
    "config",
    "connect",
    "into",
    "new",
    "open",
    "pages",
    "presign",
    "send",
    "send_with_metadata",
    "try_into",
    "wait_until",
    "with_settings",
];

/// Names that modules of operations can't have: that of their parent module, `mod` (its file would be the parent's), and device names of Windows.
const MODULES: [&str; 6] = ["operation", "r#mod", "aux", "con", "nul", "prn"];

/// Returns whether it is a port on Windows: `com1` to `com9`, and `lpt1` to `lpt9`.
fn is_port(name: &str) -> bool {
    let number = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// Returns the name of an operation's method and module: `send_` for `Send`, since clients have a method `send`.
pub(super) fn method_name(operation: &str) -> Name {
    let name = Name::snake(operation);
    let text = name.as_str();
    let is_taken = CLIENT_METHODS.contains(&text) || MODULES.contains(&text) || is_port(text);
    if is_taken { name.with_suffix("_") } else { name }
}

/// Reports operations whose names differ only in case, since they would be one method.
pub(super) fn check_methods<'a>(operations: impl Iterator<Item = &'a Shape>, diagnostics: &mut Diagnostics) {
    let mut owners: BTreeMap<Name, &ShapeId> = BTreeMap::new();
    for shape in operations {
        let (id, name) = (&shape.id, method_name(shape.id.name()));
        let other = *owners.entry(name.clone()).or_insert(id);
        if other != id {
            diagnostics.push(
                shape
                    .error(format!(
                        "the method `{name}` would stand for two operations, `{other}` and `{id}`"
                    ))
                    .help("give one of them another name in the model, or select one of them"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_follows_the_words() {
        assert_eq!(Name::upper_camel("WebRTCMeeting").as_str(), "WebRtcMeeting");
        assert_eq!(Name::upper_camel("WEBRTC_CONNECTION").as_str(), "WebrtcConnection");
        assert_eq!(Name::snake("ChannelARN").as_str(), "channel_arn");
    }

    #[test]
    fn plurals_of_acronyms_are_words() {
        for (text, name) in [
            ("NotificationARNs", "notification_arns"),
            ("WebACLs", "web_acls"),
            ("AZsEnabled", "azs_enabled"),
            ("matchIDs", "match_ids"),
            ("CPUs2", "cpus2"),
            ("IDs_of_VMs", "ids_of_vms"),
            ("AWSsdk", "aw_ssdk"),
            ("DNSSettings", "dns_settings"),
            ("HTTPStatus", "http_status"),
        ] {
            assert_eq!(Name::snake(text).as_str(), name, "{text}");
        }
        assert_eq!(Name::upper_camel("WebACLs").as_str(), "WebAcls");
        assert_eq!(constant_name("VMsReady"), "VMS_READY");
    }

    #[test]
    fn words_with_capitals_inside_are_words() {
        for (text, name) in [
            ("sizeInMiB", "size_in_mib"),
            ("MemoryGiBPerVCpu", "memory_gib_per_v_cpu"),
            ("publicIPv4Addresses", "public_ipv4_addresses"),
            ("IPv6s", "ipv6s"),
            ("iPv6Prefix", "ipv6_prefix"),
            ("enableIoTLogging", "enable_iot_logging"),
            ("oAuth2Properties", "oauth2_properties"),
            ("AllowedOAuthFlows", "allowed_oauth_flows"),
            ("qnAKendra", "qna_kendra"),
            ("throughputMiBps", "throughput_mibps"),
            // These are other words.
            ("ZIPv4", "zi_pv4"),
            ("moAuth", "mo_auth"),
            ("xaN", "xa_n"),
            ("OAuthority", "o_authority"),
        ] {
            assert_eq!(Name::snake(text).as_str(), name, "{text}");
        }
        assert_eq!(Name::upper_camel("SizeInMiB").as_str(), "SizeInMiB");
        assert_eq!(constant_name("IPv6Ready"), "IPV6_READY");
    }

    #[test]
    fn what_is_no_identifier_becomes_one() {
        assert_eq!(Name::snake("Type").as_str(), "r#type");
        assert_eq!(Name::snake("Self").as_str(), "self_");
        assert_eq!(Name::upper_camel("_2xlarge").as_str(), "V2xlarge");
        assert_eq!(Name::snake("2x").as_str(), "v2x");
        assert!(is_keyword("type") && is_keyword("Self") && !is_keyword("typed"));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut scope = Scope::with_reserved(&["Unknown"]);
        assert_eq!(scope.claim(Name::upper_camel("a"), "").as_str(), "A");
        assert_eq!(scope.claim(Name::upper_camel("A"), "").as_str(), "A2");
        assert_eq!(scope.claim(Name::upper_camel("unknown"), "Value").as_str(), "UnknownValue");
    }

    #[test]
    fn what_generated_code_mentions_is_taken() {
        assert_eq!(Kind::Nested.name("option").as_str(), "OptionValue");
        assert_eq!(Kind::Nested.name("Self").as_str(), "SelfValue");
        assert_eq!(Kind::Nested.name("Result").as_str(), "Result");
        assert_eq!(Kind::Error.name("Unmodelled").as_str(), "UnmodelledError");
        assert_eq!(method_name("Send").as_str(), "send_");
    }

    /// Nobody could check out a file of that name on Windows.
    #[test]
    fn no_module_is_a_device() {
        for (operation, name) in [
            ("Com1", "com1_"),
            ("COM9", "com9_"),
            ("Lpt9", "lpt9_"),
            ("Nul", "nul_"),
            ("Aux", "aux_"),
            ("Con", "con_"),
            ("Prn", "prn_"),
            ("Com0", "com0"),
            ("Com10", "com10"),
            ("Com", "com"),
            ("Comb", "comb"),
            ("Clpt1", "clpt1"),
        ] {
            assert_eq!(method_name(operation).as_str(), name);
        }
    }
}
