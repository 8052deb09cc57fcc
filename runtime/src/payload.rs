//! Structures that messages carry inside their members: as JSON in a string, in base64, or as the value of a document.

use crate::codec::{DecodeError, EncodeError, MAX_DEPTH, Problem, base64_text, decode_base64, json};
use crate::document::Document;
use crate::value::{Value, ValueMut, View, fits};

/// A type that can be read from the JSON that a message carries.
///
/// All generated types that are received can. `Option<T>` is `None` where the JSON is `null`.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime as runtime;
/// use runtime::FromJson;
///
/// #[derive(Clone, Default)]
/// pub struct Candidate {
///     pub line: Option<String>,
/// }
///
/// runtime::structure! {
///     received Candidate = "Candidate" {
///         line: "candidate";
///     }
/// }
///
/// let candidate = Candidate::from_base64_json("eyJjYW5kaWRhdGUiOiJ1ZHAifQ")?;
/// assert_eq!(candidate.line.as_deref(), Some("udp"));
/// assert_eq!(Option::<Candidate>::from_base64_json("bnVsbA==")?, None);
/// # Ok::<(), runtime::codec::DecodeError>(())
/// ```
pub trait FromJson: Sized {
    /// Reads JSON text. Members go by their `jsonName`s; keys that the type doesn't have are skipped.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not JSON, or not what the type is. The error names the place and never shows what stands there.
    fn from_json(text: &str) -> Result<Self, DecodeError>;

    /// Reads JSON text in base64, in the standard or the URL-safe alphabet, padded or not.
    ///
    /// # Errors
    ///
    /// As for [`from_json`](Self::from_json), and if the text is not base64.
    fn from_base64_json(text: &str) -> Result<Self, DecodeError>;

    /// Reads the value of a document.
    ///
    /// # Errors
    ///
    /// As for [`from_json`](Self::from_json), and if the document holds a value that JSON can't express. The place is one in the JSON text of the document.
    fn from_document(document: &Document) -> Result<Self, DecodeError>;
}

impl<T: ValueMut + Default> FromJson for T {
    fn from_json(text: &str) -> Result<Self, DecodeError> {
        read(text.as_bytes())
    }

    fn from_base64_json(text: &str) -> Result<Self, DecodeError> {
        let usual = text.trim_ascii().replace('-', "+").replace('_', "/");
        match decode_base64(&usual) {
            Some(json) => read(&json),
            None => {
                Err(DecodeError::new(Problem::Wrong("the text is not base64"), 0).in_text(text.as_bytes()))
            }
        }
    }

    fn from_document(document: &Document) -> Result<Self, DecodeError> {
        // What JSON can't express, such as a blob, can't be held by a type that is read from JSON either.
        let json = json::to_vec(View::Document(document)).map_err(|_| {
            DecodeError::new(Problem::Wrong("the document holds values that JSON can't express"), 0)
                .in_text(b"")
        })?;
        read(&json)
    }
}

fn read<T: ValueMut + Default>(json: &[u8]) -> Result<T, DecodeError> {
    if json.trim_ascii() == b"null"
        && let Some(null) = T::null()
    {
        return Ok(null);
    }
    let mut value = T::default();
    json::from_slice(json, value.slot())?;
    Ok(value)
}

/// A type that can be written as the JSON that a message carries. All generated types can.
pub trait ToJson {
    /// Returns the value as JSON text. Members go by their `jsonName`s.
    ///
    /// # Errors
    ///
    /// Returns an error if a value can't be written, such as a union whose variant this client doesn't know, a timestamp out of its format's range, or values that are
    /// nested more than [`MAX_DEPTH`] levels deep.
    fn to_json(&self) -> Result<String, EncodeError>;

    /// Returns the value as JSON text in base64, in the standard alphabet and padded.
    ///
    /// # Errors
    ///
    /// As for [`to_json`](Self::to_json).
    fn to_base64_json(&self) -> Result<String, EncodeError>;
}

impl<T: Value> ToJson for T {
    fn to_json(&self) -> Result<String, EncodeError> {
        Ok(String::from_utf8_lossy(&bounded(self.view())?).into_owned())
    }

    fn to_base64_json(&self) -> Result<String, EncodeError> {
        Ok(base64_text(&bounded(self.view())?))
    }
}

fn bounded(view: View<'_>) -> Result<Vec<u8>, EncodeError> {
    if !fits(view, MAX_DEPTH) {
        return Err(EncodeError::new("", "the value is nested too deep to be read again"));
    }
    json::to_vec(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Note {
        text: String,
        count: Option<i32>,
    }

    crate::structure! {
        received Note = "Note" {
            text: "Text", JsonName("text");
            count: "Count";
        }
    }

    #[test]
    fn json_goes_both_ways() {
        let note = Note { text: "a>?".to_owned(), count: Some(3) };
        assert_eq!(note.to_json().unwrap(), r#"{"text":"a>?","Count":3}"#);
        assert_eq!(Note::from_json(&note.to_json().unwrap()), Ok(note.clone()));
        assert_eq!(Note::from_base64_json(&note.to_base64_json().unwrap()), Ok(note.clone()));
        let list = vec![note.clone(), Note::default()];
        assert_eq!(Vec::<Note>::from_json(&list.to_json().unwrap()), Ok(list));
    }

    #[test]
    fn both_alphabets_of_base64_are_read() {
        let note = Note { text: "~~~???".to_owned(), count: None };
        let usual = note.to_base64_json().unwrap();
        assert!(usual.contains('/') || usual.contains('+'), "{usual}");
        let of_urls = usual.replace('+', "-").replace('/', "_");
        assert_eq!(Note::from_base64_json(of_urls.trim_end_matches('=')), Ok(note));
    }

    #[test]
    fn what_is_written_is_not_nested_deeper_than_what_is_read() {
        let nested = |levels| (0..levels).fold(Document::from("a"), |inner, _| Document::List(vec![inner]));
        let text = nested(128).to_json().unwrap();
        assert_eq!(Document::from_json(&text), Ok(nested(128)));
        for levels in [129, 2000] {
            let error = nested(levels).to_json().unwrap_err();
            assert_eq!(error.to_string(), "the value is nested too deep to be read again");
        }
    }

    #[test]
    fn documents_are_read() {
        let document = Document::Map([("text".to_owned(), "a".into()), ("more".to_owned(), 1.into())].into());
        assert_eq!(Note::from_document(&document).unwrap().text, "a");
        let error = Note::from_document(&Document::from("a")).unwrap_err();
        assert!(error.to_string().starts_with("expected an object"), "{error}");
    }

    #[test]
    fn null_is_nothing_where_there_can_be_nothing() {
        assert_eq!(Option::<Note>::from_json(" null "), Ok(None));
        assert!(Note::from_json("null").is_err());
    }

    #[test]
    fn an_error_shows_the_place_and_no_text() {
        let error = Note::from_json(r#"{"text":"secret","Count":"secret"}"#).unwrap_err();
        assert_eq!((error.path().as_str(), error.offset()), ("Count", 25));
        assert!(!error.to_string().contains("secret"), "{error}");
        let error = Note::from_base64_json("!secret!").unwrap_err();
        assert_eq!(error.to_string(), "the text is not base64 at line 1, column 1 (byte 0)");
    }
}
