//! Who names a target, in words: what stands in front of what a check requires there.

use crate::language::Arg;
use crate::observation::NamedBy;

/// As much as is shown of a text from outside: any number of certificates may name one URL. In characters of the English.
const LONGEST: usize = 400;

/// Everybody who named a target, in a few words each, as many as there is room for.
pub fn named_by(all: &[NamedBy]) -> Arg {
    let mut named: Vec<Arg> = Vec::new();
    let mut length: usize = 0;
    for one in all {
        let mark = if named.is_empty() { 0 } else { 2 };
        length = length.saturating_add(one.to_string().chars().count()).saturating_add(mark);
        if length > LONGEST && !named.is_empty() {
            named.push(Arg::from("…"));
            break;
        }
        named.push(one.words());
    }
    Arg::Listed(named)
}
