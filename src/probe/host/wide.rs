//! Texts as Windows gives them: UTF-16 that ends in a zero, somewhere in memory.
#![expect(unsafe_code, reason = "where such a text ends is known only by reading it")]

/// A text of at most `most` units; what is no UTF-16 in it becomes U+FFFD. None where there is none.
///
/// # Safety
/// `text` must be null, or lead to a text that ends in a zero and stays as it is through the call.
pub(in crate::probe) unsafe fn read_wide(text: *const u16, most: usize) -> Option<String> {
    if text.is_null() {
        return None;
    }
    let mut units = Vec::new();
    for at in 0..most {
        // SAFETY: the caller's word; nothing behind the first zero is read.
        let unit = unsafe { *text.add(at) };
        if unit == 0 {
            break;
        }
        units.push(unit);
    }
    Some(String::from_utf16_lossy(&units))
}

/// A text as Windows takes it, with its zero.
pub(in crate::probe) fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}
