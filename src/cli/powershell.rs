//! What `ConvertTo-Json` writes: its encodings, one object or a list of them, and the forms in which it gives a value. It knows
//! nothing of what the objects are.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde_json::{Map, Value};

/// Why a file holds nothing that `ConvertTo-Json` writes.
#[derive(Debug, thiserror::Error)]
pub enum NotPowerShell {
    /// It can't be read.
    #[error("it can't be read")]
    Unreadable(#[from] io::Error),
    /// It is longer than one that was written for this.
    #[error("it is longer than {longest} bytes")]
    TooLong {
        /// The most bytes that are taken.
        longest: u64,
    },
    /// It is in another encoding.
    #[error("it is neither UTF-8 nor UTF-16 with its mark (as `>` of Windows PowerShell 5.1 writes it)")]
    Encoding,
    /// It is not JSON.
    #[error("it is no JSON")]
    NotJson(#[from] serde_json::Error),
}

/// The bytes of a file, and one more than the bound at the most, so that [`listed`] can tell.
///
/// # Errors
/// [`NotPowerShell::Unreadable`].
pub(super) fn bytes(path: &Path, longest: u64) -> Result<Vec<u8>, NotPowerShell> {
    let mut bytes = Vec::new();
    File::open(path)?.take(longest.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The values of a list, or one object as a list of one: `ConvertTo-Json` writes one object so. Empty where the file holds
/// nothing, or neither of the two.
///
/// # Errors
/// [`NotPowerShell`].
pub(super) fn listed(bytes: &[u8], longest: u64) -> Result<Vec<Value>, NotPowerShell> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > longest) {
        return Err(NotPowerShell::TooLong { longest });
    }
    let text = text(bytes).ok_or(NotPowerShell::Encoding)?;
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(match serde_json::from_str(&text)? {
        Value::Array(listed) => listed,
        one @ Value::Object(_) => vec![one],
        _ => Vec::new(),
    })
}

/// UTF-8 with or without its mark, or UTF-16 in little-endian order with it. None where it is neither.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if let Some(wide) = bytes.strip_prefix(&[0xff, 0xfe]) {
        let (pairs, []) = wide.as_chunks::<2>() else { return None };
        return char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair))).collect::<Result<_, _>>().ok();
    }
    let bare = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    String::from_utf8(bare.to_vec()).ok()
}

/// A text that is not empty, without the white space around it. None where it is none.
pub(super) fn words(value: Option<&Value>) -> Option<&str> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// A property by its name, which PowerShell compares without regard to case. None where it is absent or `null`.
pub(super) fn property<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let exact = object.get(name);
    let found = exact.or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value));
    found.filter(|value| !value.is_null())
}

/// The values of a property that holds several: a list, the list within the `{"value": […], "Count": n}` that Windows
/// PowerShell 5.1 makes of some, or one value that stands for itself.
pub(super) fn several(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(one @ Value::Object(object)) => match (object.get("value"), object.get("Count")) {
            (Some(Value::Array(values)), Some(_)) => values,
            _ => std::slice::from_ref(one),
        },
        Some(one) => std::slice::from_ref(one),
    }
}

/// A truth: as JSON has it, or as the text that `"$($_.Name)"` makes of it. None where it is neither.
pub(super) fn truth(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(truth) => Some(*truth),
        other => match words(Some(other))? {
            text if text.eq_ignore_ascii_case("true") => Some(true),
            text if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        },
    }
}

/// A word of a closed set: by its name, by the number that `ConvertTo-Json` writes in its place, or by both, as for a value
/// that came over a remote session (`{"value": 2, "Value": "CertificateValidation"}`). None where it is none of them.
pub(super) fn word_of<T: Copy>(value: &Value, known: &[(&str, u64, T)]) -> Option<T> {
    let by_name = |text: &str| known.iter().find(|(name, ..)| name.eq_ignore_ascii_case(text.trim())).map(|one| one.2);
    let by_number = |number: u64| known.iter().find(|(_, known, _)| *known == number).map(|one| one.2);
    match value {
        Value::String(text) => by_name(text).or_else(|| by_number(text.trim().parse().ok()?)),
        Value::Number(number) => by_number(number.as_u64()?),
        Value::Object(object) => {
            let parts = [object.get("Value"), object.get("value")];
            parts.into_iter().flatten().filter(|part| !part.is_object()).find_map(|part| word_of(part, known))
        }
        _ => None,
    }
}
