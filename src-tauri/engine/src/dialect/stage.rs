//! The part of a step's words that lasts: "Extraction" of "Extraction - fichier 3/10".

/// Characters of a step that are looked at.
const STEP_CHARS: usize = 400;
/// Characters of a stage.
const STAGE_CHARS: usize = 80;
/// Between the stage and what it is busy with.
const BREAKS: [&str; 5] = [" - ", " – ", " — ", ": ", " : "];
/// A first part of these and a number says only how many-th it is: "Étape 2/4 : Extraction".
const NUMBERED: [&str; 6] = ["étape", "etape", "step", "phase", "stage", "pass"];

/// The part of a step that lasts, without its counters; `None` where nothing is left.
#[must_use]
pub fn stage(step: &str) -> Option<String> {
    // What is cut off would not be shown either.
    let mut rest = step.char_indices().nth(STEP_CHARS).map_or(step, |(end, _)| &step[..end]).trim();
    loop {
        let at = BREAKS.iter().filter_map(|found| Some((rest.find(found)?, found.len()))).min();
        let (head, tail) = at.map_or((rest, ""), |(at, len)| (&rest[..at], &rest[at + len..]));
        let name = without_counters(head);
        let numbered = NUMBERED.contains(&name.to_lowercase().as_str());
        if tail.trim().is_empty() || !(name.is_empty() || (numbered && name.len() < head.len())) {
            return Some(name.chars().take(STAGE_CHARS).collect()).filter(|name: &String| !name.is_empty());
        }
        rest = tail.trim();
    }
}

/// Takes "3/10", "(3 of 10)", "[50%]", "12" from the end.
fn without_counters(text: &str) -> &str {
    let is_counter = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || "/.,%".contains(c))
    };
    let is_joint = |word: &str| matches!(word.to_lowercase().as_str(), "of" | "sur" | "de" | "/" | "%" | "-");
    let mut kept = text.trim();
    let mut counted = false;
    while let Some(word) = kept.split_whitespace().next_back() {
        if !(is_counter(word) || (counted && is_joint(word)) || matches!(word, "%" | "…" | "...")) {
            break;
        }
        counted |= is_counter(word);
        kept = kept[..kept.len() - word.len()].trim_end();
    }
    kept.trim_end_matches(['(', '[', '.', '…']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_a_step_without_its_counters() {
        for (step, wanted) in [
            ("Extraction - fichier 3/10", "Extraction"),
            ("Démarrage du scan", "Démarrage du scan"),
            ("Scan terminé - 10 fichiers traités", "Scan terminé"),
            ("Extracting metadata 3/10", "Extracting metadata"),
            ("Extracting (3 of 10)", "Extracting"),
            ("Indexation [50%]", "Indexation"),
            ("Ré-indexation 12 sur 40", "Ré-indexation"),
            ("Insertion: Björk - Jóga.flac", "Insertion"),
            ("Étape 2/4 : Extraction - fichier 1/3", "Extraction"),
            ("Phase de lecture : x", "Phase de lecture"),
            ("Loading...", "Loading"),
            ("3/10 - Insertion", "Insertion"),
        ] {
            assert_eq!(stage(step).as_deref(), Some(wanted), "{step}");
        }
        for nothing in ["", " ", "3/10", "50 %", "…"] {
            assert_eq!(stage(nothing), None, "{nothing:?}");
        }
        assert_eq!(stage(&"é".repeat(5_000)).unwrap().chars().count(), STAGE_CHARS);
        // At once, however long.
        assert_eq!(stage(&" - ".repeat(300_000)).as_deref(), Some("-"));
    }
}
