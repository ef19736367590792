//! The name that was probably meant: for keys, words, labels and ids that nobody knows.

/// Longer words are typed by no hand: they are not compared.
const LONGEST: usize = 80;

/// The candidate that is few typing errors away from `word`: at most a third of its letters. None where nothing is near.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let letters: Vec<char> = word.chars().take(LONGEST.saturating_add(1)).collect();
    if letters.len() > LONGEST {
        return None;
    }
    let few = (letters.len() / 3).max(1);
    let ranked = candidates.into_iter().map(|candidate| (distance(&letters, candidate), candidate));
    ranked.filter(|(distance, _)| *distance <= few).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Levenshtein's distance: insertions, deletions and substitutions, letters compared without regard to case.
fn distance(word: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (at, wanted) in candidate.chars().take(LONGEST).enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), at.saturating_add(1));
        let mut left = at.saturating_add(1);
        for (cell, letter) in row.iter_mut().skip(1).zip(word) {
            let other = usize::from(!letter.eq_ignore_ascii_case(&wanted));
            let cost = diagonal.saturating_add(other).min(left.saturating_add(1)).min(cell.saturating_add(1));
            diagonal = std::mem::replace(cell, cost);
            left = cost;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
