//! Reads selectors by Smithy's grammar (<https://smithy.io/2.0/spec/selectors.html#grammar>).

use super::{
    Case, Comparator, Condition, Function, Key, Operand, Problem, Segment, Selector, Step, TypePattern,
};
use crate::model::shape::ShapeType;

/// How deep selectors nest at most.
const DEEPEST: usize = 16;

/// How many steps a selector has at most, those of its arguments counted by themselves.
const LONGEST: usize = 100;

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// The first place that is not as the grammar has it.
    pub(in crate::model) fn parse(text: &str) -> Result<Self, Problem> {
        let mut reader = Reader { text, rest: text, depth: 0 };
        let selector = reader.selector()?;
        if reader.peek().is_none() { Ok(selector) } else { Err(reader.expected("a step of a selector")) }
    }
}

/// The names of several types together.
const GROUPS: [&str; 6] = ["member", "number", "simpleType", "aggregateType", "serviceType", "dataType"];

const FUNCTIONS: [(&str, Function); 8] = [
    ("is", Function::Is),
    // The name of old.
    ("each", Function::Is),
    ("not", Function::Not),
    ("test", Function::Test),
    ("root", Function::Root),
    ("in", Function::In),
    ("topdown", Function::Topdown),
    ("recursive", Function::Recursive),
];

/// Longer ones first.
const COMPARATORS: [(&str, Comparator); 14] = [
    ("{<<}", Comparator::ProperSubset),
    ("{!=}", Comparator::OtherSet),
    ("{=}", Comparator::SameSet),
    ("{<}", Comparator::Subset),
    ("!=", Comparator::NotEqual),
    ("^=", Comparator::StartsWith),
    ("$=", Comparator::EndsWith),
    ("*=", Comparator::Contains),
    ("?=", Comparator::Exists),
    (">=", Comparator::GreaterOrEqual),
    ("<=", Comparator::LessOrEqual),
    ("=", Comparator::Equal),
    (">", Comparator::Greater),
    ("<", Comparator::Less),
];

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads steps up to the end, or to what ends an argument.
    fn selector(&mut self) -> Result<Selector, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Problem::TooLarge);
        }
        let mut steps = Vec::new();
        while self.peek().is_some_and(|next| ![',', ')'].contains(&next)) {
            if steps.len() == LONGEST {
                return Err(Problem::TooLarge);
            }
            steps.push(self.step()?);
        }
        self.depth -= 1;
        if steps.is_empty() { Err(self.expected("a step of a selector")) } else { Ok(Selector(steps)) }
    }

    fn step(&mut self) -> Result<Step, Problem> {
        if self.take("~>") {
            Ok(Step::Recursive)
        } else if self.take("-[") {
            self.relations("]->").map(Step::Forward)
        } else if self.take("<-[") {
            self.relations("]-").map(Step::Reverse)
        } else if self.take(">") {
            Ok(Step::Forward(Vec::new()))
        } else if self.take("<") {
            Ok(Step::Reverse(Vec::new()))
        } else if self.take("[@") {
            self.scoped()
        } else if self.take("[") {
            self.attribute()
        } else if self.take("${") {
            let name = self.name()?;
            self.expect("}")?;
            Ok(Step::Get(name))
        } else if self.take("$") {
            let name = self.name()?;
            let mut selectors = self.arguments()?;
            match (selectors.pop(), selectors.is_empty()) {
                (Some(only), true) => Ok(Step::Set(name, only)),
                _ => Err(self.expected("one selector for the variable")),
            }
        } else if self.take(":") {
            self.function()
        } else if self.take("*") {
            Ok(Step::Type(TypePattern::Any))
        } else {
            self.shape_type()
        }
    }

    fn shape_type(&mut self) -> Result<Step, Problem> {
        let before = self.rest;
        let name = self.name()?;
        let pattern = match name.as_str() {
            "member" => TypePattern::Member,
            "number" => TypePattern::Number,
            "simpleType" => TypePattern::Simple,
            "aggregateType" => TypePattern::Aggregate,
            "serviceType" => TypePattern::Service,
            "collection" => TypePattern::Collection,
            "dataType" => TypePattern::Data,
            name => match ShapeType::from_name(name) {
                Some(of) => TypePattern::Of(of),
                None => {
                    self.rest = before;
                    let names = ShapeType::ALL.into_iter().map(ShapeType::name).chain(GROUPS).collect();
                    return Err(self.expected_name("the name of a type", names));
                }
            },
        };
        Ok(Step::Type(pattern))
    }

    fn relations(&mut self, end: &str) -> Result<Vec<String>, Problem> {
        let mut names = vec![self.name()?];
        while self.take(",") {
            names.push(self.name()?);
        }
        self.expect(end)?;
        Ok(names)
    }

    fn function(&mut self) -> Result<Step, Problem> {
        let before = self.rest;
        let name = self.name()?;
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            self.rest = before;
            let names = FUNCTIONS.iter().map(|(known, _)| *known).collect();
            return Err(self.expected_name("the name of a function", names));
        };
        let selectors = self.arguments()?;
        let most = match function {
            Function::Is | Function::Test => usize::MAX,
            Function::Topdown => 2,
            Function::Not | Function::Root | Function::In | Function::Recursive => 1,
        };
        if selectors.len() > most {
            return Err(self.expected(&format!("no more than {most} arguments")));
        }
        Ok(Step::Function(*function, selectors))
    }

    fn arguments(&mut self) -> Result<Vec<Selector>, Problem> {
        self.expect("(")?;
        let mut selectors = vec![self.selector()?];
        while self.take(",") {
            selectors.push(self.selector()?);
        }
        self.expect(")")?;
        Ok(selectors)
    }

    fn attribute(&mut self) -> Result<Step, Problem> {
        let key = self.key()?;
        let condition = if self.peek() == Some(']') { None } else { Some(self.condition()?) };
        self.expect("]")?;
        Ok(Step::Attribute(key, condition))
    }

    fn scoped(&mut self) -> Result<Step, Problem> {
        let key = if self.peek() == Some(':') { None } else { Some(self.key()?) };
        self.expect(":")?;
        let mut assertions = Vec::new();
        loop {
            assertions.push((self.operand()?, self.condition()?));
            if !self.take("&&") {
                break;
            }
        }
        self.expect("]")?;
        Ok(Step::Scoped(key, assertions))
    }

    fn key(&mut self) -> Result<Key, Problem> {
        let name = self.name()?;
        let path = if self.take("|") { self.path()? } else { Vec::new() };
        Ok(Key { name, path })
    }

    fn path(&mut self) -> Result<Vec<Segment>, Problem> {
        let mut path = vec![self.segment()?];
        while self.take("|") {
            path.push(self.segment()?);
        }
        Ok(path)
    }

    fn segment(&mut self) -> Result<Segment, Problem> {
        if !self.take("(") {
            return self.literal().map(Segment::Name);
        }
        let before = self.rest;
        let segment = match self.name()?.as_str() {
            "keys" => Segment::Keys,
            "values" => Segment::Values,
            "length" => Segment::Length,
            "first" => Segment::First,
            _ => {
                self.rest = before;
                return Err(self.expected("`keys`, `values`, `first` or `length`"));
            }
        };
        self.expect(")")?;
        Ok(segment)
    }

    fn condition(&mut self) -> Result<Condition, Problem> {
        self.skip_spaces();
        let found = COMPARATORS.iter().find(|(text, _)| self.rest.starts_with(text));
        let Some((text, comparator)) = found else { return Err(self.expected("a comparator such as `=`")) };
        self.take(text);
        let mut operands = vec![self.operand()?];
        while self.take(",") {
            operands.push(self.operand()?);
        }
        let case = if self.take("i") { Case::Insensitive } else { Case::Sensitive };
        Ok(Condition { comparator: *comparator, operands, case })
    }

    fn operand(&mut self) -> Result<Operand, Problem> {
        if self.take("@{") {
            let path = self.path()?;
            self.expect("}")?;
            return Ok(Operand::Part(path));
        }
        self.literal().map(Operand::Literal)
    }

    /// Reads a text in quotes, a number, a name or a shape id.
    fn literal(&mut self) -> Result<String, Problem> {
        match self.peek() {
            Some(quote @ ('\'' | '"')) => {
                let content = self.rest.get(1..).unwrap_or_default();
                let Some(end) = content.find(quote) else { return Err(self.expected("a closing quote")) };
                let (content, rest) = content.split_at(end);
                self.rest = rest.get(1..).unwrap_or_default();
                Ok(content.to_owned())
            }
            _ => self.word(|letter| letter.is_ascii_alphanumeric() || "_.#$-+".contains(letter)),
        }
    }

    fn name(&mut self) -> Result<String, Problem> {
        self.word(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> Result<String, Problem> {
        self.skip_spaces();
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.expected("a name"));
        }
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(word.to_owned())
    }

    fn take(&mut self, text: &str) -> bool {
        self.skip_spaces();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, text: &str) -> Result<(), Problem> {
        if self.take(text) { Ok(()) } else { Err(self.expected(&format!("`{text}`"))) }
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_spaces();
        self.rest.chars().next()
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn expected(&self, what: &str) -> Problem {
        self.expected_name(what, Vec::new())
    }

    fn expected_name(&self, what: &str, names: Vec<&'static str>) -> Problem {
        let read = self.text.len() - self.rest.len();
        let at = self.text.get(..read).unwrap_or_default().chars().count();
        Problem::Unexpected { at, expected: what.to_owned(), names }
    }
}
