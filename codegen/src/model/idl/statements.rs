//! Statements other than the definitions of shapes, and the order in which statements come.

use super::parser::{Entries, Parser, entry, text, with_help};
use crate::diagnostics::{Diagnostic, Position, Severity};
use crate::model::Node;
use crate::model::ShapeType;

/// The sections of a file, which come one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Control,
    Metadata,
    Namespace,
    Use,
    Shapes,
}

impl Parser<'_> {
    /// Parses a statement.
    pub(super) fn statement(&mut self) -> Result<(), Diagnostic> {
        let before = self.before()?;
        let position = self.position();
        let word = self.name()?;
        self.enter(word, position)?;
        if ShapeType::from_name(word).is_some() {
            return self.shape(word, before.traits);
        }
        if let Some(position) = before.first {
            return Err(self.error(position, "expected a shape after its traits, found none"));
        }
        match word {
            "metadata" => {
                let key = self.key()?;
                self.expect('=')?;
                let value = self.value()?;
                self.content.metadata.push(entry(key, position, value));
                Ok(())
            }
            "namespace" => self.namespace(position),
            "use" => self.use_statement(),
            "apply" => self.apply(position),
            _ => match word.strip_prefix('$') {
                Some("") => {
                    let control = self.key()?;
                    self.control(control)
                }
                Some(control) => self.control(control),
                None => {
                    let help = "shapes begin with their type, such as `structure`; other statements are `namespace`, `use`, `metadata` and `apply`";
                    Err(self.error(position, format!("expected a statement, found `{word}`")).help(help))
                }
            },
        }
    }

    /// Notes the section of a statement, which none may come before.
    fn enter(&mut self, word: &str, position: Position) -> Result<(), Diagnostic> {
        let section = match word {
            "metadata" => Section::Metadata,
            "namespace" => Section::Namespace,
            "use" => Section::Use,
            _ if word.starts_with('$') => Section::Control,
            _ => Section::Shapes,
        };
        if section < self.section {
            let help = "a file has control statements (`$version`), metadata, the namespace, `use` and shapes, in this order";
            return Err(self.error(position, format!("`{word}` is out of order")).help(help));
        }
        self.section = section;
        Ok(())
    }

    /// Parses the rest of a control statement. Those that are not known have to be ignored.
    fn control(&mut self, key: &str) -> Result<(), Diagnostic> {
        let position = self.position();
        self.expect(':')?;
        let value = self.value()?;
        let [input, output] = &mut self.suffixes;
        match (key, value.as_str()) {
            ("version", _) => {
                if let Some(earlier) = self.content.version.replace(value) {
                    return Err(self.again("$version", position, earlier.position));
                }
            }
            ("operationInputSuffix", Some(suffix)) => suffix.clone_into(input),
            ("operationOutputSuffix", Some(suffix)) => suffix.clone_into(output),
            ("operationInputSuffix" | "operationOutputSuffix", None) => {
                let message = format!("expected a string as `{key}`, found {}", value.found());
                return Err(self.error(value.position, message));
            }
            _ => {}
        }
        Ok(())
    }

    fn namespace(&mut self, position: Position) -> Result<(), Diagnostic> {
        let name = self.name()?;
        if self.has_namespace {
            let message = "a file has one namespace, and this is the second";
            return Err(self.error(position, message).help("move the rest to a file of its own"));
        }
        self.has_namespace = true;
        name.clone_into(&mut self.names.namespace);
        Ok(())
    }

    fn use_statement(&mut self) -> Result<(), Diagnostic> {
        let position = self.position();
        let id = self.name()?;
        if !id.contains('#') || id.contains('$') {
            let message = format!("expected the absolute id of a shape, found `{id}`");
            return Err(self.error(position, message).help("write it as `namespace#Name`"));
        }
        if self.names.lacks(id) {
            let name = id.rsplit('#').next().unwrap_or(id);
            let mut finding = self.error(position, format!("no file defines the shape `{id}`"));
            finding.severity = Severity::Warning;
            self.content.warnings.push(with_help(finding, self.names.help(name)));
        }
        match self.names.used(id, position) {
            None => Ok(()),
            Some(earlier) => {
                let message = format!("another shape of this name is used at {earlier}");
                Err(self.error(position, message).help("write the ids of one of them in full"))
            }
        }
    }

    fn apply(&mut self, position: Position) -> Result<(), Diagnostic> {
        let id = self.shape_id()?;
        let mut traits = Entries::new();
        if self.take('{') {
            while !self.take('}') {
                self.applied(&mut traits)?;
            }
        } else {
            // Any other traits are those of the next shape.
            self.applied(&mut traits)?;
        }
        let fields = vec![
            entry("type", position, text("apply", position)),
            entry("traits", position, Node::object(position, traits)),
        ];
        self.content.shapes.push(entry(&id, position, Node::object(position, fields)));
        Ok(())
    }
}
