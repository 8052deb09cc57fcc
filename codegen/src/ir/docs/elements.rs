//! The meaning of elements in documentation: those of HTML, and those that AWS models add to it.

/// The meaning of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Element {
    /// Separates blocks: a paragraph or a section of any kind.
    Block,
    /// A paragraph that starts with this word.
    Admonition(&'static str),
    /// A heading.
    Heading,
    /// A bullet list; tables and definition lists become one as well.
    BulletList,
    /// A numbered list.
    NumberedList,
    /// An item of a list, or a row of a table.
    Item,
    /// The term of a definition list.
    Term,
    /// A cell of a table.
    Cell,
    /// Text whose line breaks are kept.
    Preformatted,
    /// Code within a line.
    Code,
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// A link.
    Link,
    /// A line break.
    Break,
    /// An element that is removed together with its content.
    Dropped,
    /// An element that is removed without its content.
    Transparent,
    /// A name that HTML does not have: markup of another language, or a placeholder.
    Unknown,
}

impl Element {
    /// Returns whether it begins a block, rather than something within a line.
    pub(super) fn is_block(self) -> bool {
        match self {
            Self::Block
            | Self::Admonition(_)
            | Self::Heading
            | Self::BulletList
            | Self::NumberedList
            | Self::Item
            | Self::Term
            | Self::Cell
            | Self::Preformatted
            | Self::Break
            | Self::Dropped => true,
            Self::Code | Self::Strong | Self::Emphasis | Self::Link | Self::Transparent | Self::Unknown => {
                false
            }
        }
    }

    /// Returns the meaning of an element name in lower case.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "p" | "div" | "section" | "blockquote" | "details" | "summary" | "dd" | "para" | "hr"
            | "center" | "caption" | "article" | "header" | "footer" => Self::Block,
            "note" => Self::Admonition("Note:"),
            "important" => Self::Admonition("Important:"),
            "warning" => Self::Admonition("Warning:"),
            "caution" => Self::Admonition("Caution:"),
            "tip" => Self::Admonition("Tip:"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "ul" | "dl" | "table" => Self::BulletList,
            "ol" => Self::NumberedList,
            "li" | "tr" => Self::Item,
            "dt" => Self::Term,
            "td" | "th" => Self::Cell,
            "pre" => Self::Preformatted,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "b" | "strong" => Self::Strong,
            "i" | "em" => Self::Emphasis,
            "a" => Self::Link,
            "br" => Self::Break,
            "fullname" | "script" | "style" => Self::Dropped,
            "span" | "u" | "s" | "sub" | "sup" | "small" | "big" | "font" | "var" | "cite" | "del"
            | "ins" | "mark" | "abbr" | "q" | "img" | "tbody" | "thead" | "tfoot" | "colgroup" | "col"
            | "replaceable" | "link" => Self::Transparent,
            _ => Self::Unknown,
        }
    }
}
