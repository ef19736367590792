//! HTML in the making. What is known only at run time can enter it by [`Html::text`] and by an attribute's value alone, and both
//! escape it; tags, names of attributes and whole markup are literals.

use crate::language::{Language, Message};
use std::fmt::Display;

use crate::render::escape;

/// A piece of HTML that is whole in itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Nothing.
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// Text, escaped.
    pub(super) fn text(text: impl Display) -> Self {
        Self(escape::html(&text.to_string()))
    }

    /// Markup that stands in the source.
    pub(super) fn fixed(markup: &'static str) -> Self {
        Self(markup.to_owned())
    }

    /// A style sheet, which stands in the source too. Where it could end its own element, it is left out.
    pub(super) fn fixed_style(style: String) -> Self {
        if style.contains("</") { Self::new() } else { Self(style) }
    }

    /// An element with a class, or without one where that is empty.
    pub(super) fn of(tag: &'static str, class: &'static str, inner: Self) -> Self {
        let class: &[(&'static str, String)] = if class.is_empty() { &[] } else { &[("class", class.to_owned())] };
        Self::element(tag, class, inner)
    }

    /// An element with attributes.
    pub(super) fn element(tag: &'static str, attributes: &[(&'static str, String)], inner: Self) -> Self {
        let mut element = Self::begun(tag, attributes);
        element.0.extend([inner.0]);
        element.0.extend(["</", tag, ">"]);
        element
    }

    /// An element of SVG without content.
    pub(super) fn empty(tag: &'static str, attributes: &[(&'static str, String)]) -> Self {
        Self::element(tag, attributes, Self::new())
    }

    /// An element of HTML that has no end tag.
    pub(super) fn void(tag: &'static str, attributes: &[(&'static str, String)]) -> Self {
        Self::begun(tag, attributes)
    }

    fn begun(tag: &'static str, attributes: &[(&'static str, String)]) -> Self {
        let mut begun = format!("<{tag}");
        for (name, value) in attributes {
            begun.extend([" ", name, "=\"", &escape::html(value), "\""]);
        }
        begun.push('>');
        Self(begun)
    }

    /// This and that behind it.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend([other.0]);
        self
    }

    /// This and a new line, so that the source can be read as well.
    pub(super) fn line(mut self, other: Self) -> Self {
        self.0.extend([other.0]);
        self.0.push('\n');
        self
    }

    /// Each one behind the other, a line each.
    pub(super) fn lines(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::new(), Self::line)
    }

    /// The page.
    pub(super) fn into_page(self) -> String {
        self.0
    }
}

/// A table whose columns have heads, and whose rows begin with one. In a narrow window each cell is a line of its own behind
/// its head.
pub(super) fn table(class: &'static str, caption: &str, heads: &[impl AsRef<str>], rows: Vec<Vec<Html>>) -> Html {
    let head = |head| Html::element("th", &[("scope", "col".to_owned())], Html::text(head));
    let heads_row = Html::of("tr", "", heads.iter().map(AsRef::as_ref).map(head).fold(Html::new(), Html::then));
    let body = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().zip(heads).enumerate().map(|(place, (cell, head))| match place {
            0 => Html::element("th", &[("scope", "row".to_owned())], cell),
            _ => Html::element("td", &[("data-head", head.as_ref().to_owned())], cell),
        });
        Html::of("tr", "", cells.fold(Html::new(), Html::then))
    });
    let inner = Html::new()
        .line(Html::of("caption", "", Html::text(caption)))
        .line(Html::of("thead", "", heads_row))
        .line(Html::of("tbody", "", Html::fixed("\n").then(Html::lines(body))));
    Html::of("table", class, Html::fixed("\n").then(inner))
}

/// A table of names and values.
pub(super) fn facts(caption: &str, rows: impl IntoIterator<Item = (Html, Html)>) -> Html {
    let row = |(name, value): (Html, Html)| {
        let name = Html::element("th", &[("scope", "row".to_owned())], name);
        Html::of("tr", "", name.then(Html::of("td", "", value)))
    };
    let body = Html::of("tbody", "", Html::fixed("\n").then(Html::lines(rows.into_iter().map(row))));
    let caption = Html::of("caption", "", Html::text(caption));
    Html::of("table", "facts", Html::fixed("\n").line(caption).line(body))
}

/// A list, or nothing where there is nothing in it.
pub(super) fn list(items: impl IntoIterator<Item = Html>) -> Html {
    let items: Vec<Html> = items.into_iter().map(|item| Html::of("li", "", item)).collect();
    if items.is_empty() { Html::new() } else { Html::of("ul", "", items.into_iter().fold(Html::new(), Html::then)) }
}

/// A section with its heading, to which the list of contents leads.
pub(super) fn section(id: &'static str, title: &str, inner: Html) -> Html {
    let heading = Html::of("h2", "", Html::text(title));
    let named = [("id", id.to_owned())];
    Html::element("section", &named, Html::fixed("\n").line(heading).line(inner))
}

/// The heads of a table in a language.
pub(super) fn heads(heads: &[&'static Message], language: Language) -> Vec<String> {
    heads.iter().map(|head| head.to(language)).collect()
}
