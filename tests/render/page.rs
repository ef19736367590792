//! A page of HTML taken apart, strictly: what a browser would forgive is a failure here. No test stands here.

use std::collections::BTreeMap;

/// Elements that have no end tag (HTML, "Void elements"), as far as the page has them.
const VOID: [&str; 1] = ["meta"];

/// An element: its name, its attributes, its place below `html`, and the text directly in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The name.
    pub(super) name: String,
    /// The attributes, as text.
    pub(super) attributes: BTreeMap<String, String>,
    /// The names of the elements around it, outermost first.
    pub(super) within: Vec<String>,
    /// The text directly in it, unescaped.
    pub(super) text: String,
    /// The name of the first element in it. None where there is none.
    pub(super) first: Option<String>,
}

impl Element {
    /// An attribute's text.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// The elements of a page in their order, or what is wrong with it.
pub(super) fn elements(page: &str) -> Result<Vec<Element>, String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").ok_or("no doctype")?;
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    while let Some((text, behind)) = rest.split_once('<') {
        match open.last() {
            Some(last) => {
                let plain = unescaped(text, &all[*last].name)?;
                all[*last].text.push_str(&plain);
            }
            None if text.trim().is_empty() => {}
            None => return Err(format!("text outside: {text}")),
        }
        let (tag, after) = behind.split_once('>').ok_or("a tag without its end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or(format!("{name} ends and did not begin"))?;
            if all[last].name != name {
                return Err(format!("{} is ended by {name}", all[last].name));
            }
            continue;
        }
        let (name, attributes) = opened(tag)?;
        let within: Vec<String> = open.iter().map(|one| all[*one].name.clone()).collect();
        if let Some(last) = open.last() {
            all[*last].first.get_or_insert(name.clone());
        }
        all.push(Element { name: name.clone(), attributes, within, text: String::new(), first: None });
        if !VOID.contains(&name.as_str()) {
            open.push(all.len() - 1);
        }
    }
    match (open.is_empty(), rest) {
        (true, "\n") => Ok(all),
        (false, _) => Err("not every element is ended".to_owned()),
        (true, more) => Err(format!("more behind the end: {more}")),
    }
}

fn opened(tag: &str) -> Result<(String, BTreeMap<String, String>), String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Err(format!("no name of an element: {tag}"));
    }
    let mut attributes = BTreeMap::new();
    while !rest.is_empty() {
        let (key, behind) = rest.split_once("=\"").ok_or(format!("no attribute in quotes: {rest}"))?;
        let (value, after) = behind.split_once('"').ok_or(format!("no end of {key}"))?;
        if !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(format!("no name of an attribute: {key}"));
        }
        if attributes.insert(key.to_owned(), unescaped(value, name)?).is_some() {
            return Err(format!("{key} stands twice"));
        }
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    Ok((name.to_owned(), attributes))
}

/// Text with its references resolved. Whatever could be markup must be one; in a style sheet nothing is.
fn unescaped(text: &str, of: &str) -> Result<String, String> {
    if of == "style" {
        return Ok(text.to_owned());
    }
    if text.contains('>') {
        return Err(format!("a bare `>`: {text}"));
    }
    let mut plain = String::new();
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once(';').ok_or(format!("a bare `&`: {text}"))?;
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("an unknown reference: {other}")),
        });
        plain.push_str(after);
    }
    Ok(plain)
}
