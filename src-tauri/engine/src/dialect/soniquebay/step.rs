//! The words of a step: "Extraction - fichier 3/10".

/// Characters of a stage.
const STAGE_CHARS: usize = 80;
/// Between the stage and what it is busy with.
const BREAKS: [&str; 5] = [" - ", " – ", " — ", ": ", " : "];
/// A first part of these and a number says only how many-th it is: "Étape 2/4 : Extraction".
const NUMBERED: [&str; 6] = ["étape", "etape", "step", "phase", "stage", "pass"];
/// Words (without their endings) of something that is over.
const OVER: [&str; 8] = ["termin", "complet", "finish", "fini", "finalis", "done", "achev", "success"];
/// What the document's last step, or the whole, is called.
const WHOLE: [&str; 10] = [
    "scan",
    "insertion",
    "insert",
    "insertions",
    "task",
    "tâche",
    "traitement",
    "import",
    "job",
    "processing",
];
/// The parts of a scan, as the document names its workers and their captures name the steps.
const OF_A_SCAN: [&str; 9] =
    ["scan", "scanning", "discovery", "découverte", "extraction", "batching", "batch", "insertion", "insert"];

/// The part of a step that lasts, without its counters; `None` where nothing is left.
#[must_use]
pub fn stage(step: &str) -> Option<String> {
    let mut rest = step.trim();
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

/// True for the last words of a scan: that the scan, its insertion or simply everything is over. That of an
/// earlier part ("Extraction terminée") are not.
#[must_use]
pub fn is_last(step: &str) -> bool {
    let Some(stage) = stage(step) else { return false };
    let words: Vec<String> = words(&stage).map(str::to_lowercase).collect();
    let is_over = |word: &String| OVER.iter().any(|over| word.starts_with(over));
    let Some(first) = words.first() else { return false };
    words.iter().any(is_over)
        && !words.iter().any(|word| matches!(word.as_str(), "non" | "not" | "pas" | "incomplete"))
        && (is_over(first) || WHOLE.contains(&first.as_str()))
}

/// True where a step is one of those that a scan has.
#[must_use]
pub fn is_of_a_scan(step: &str) -> bool {
    let of_a_scan = |word: &str| OF_A_SCAN.contains(&word.to_lowercase().as_str());
    let mut words = words(step);
    words.next().is_some_and(of_a_scan) || words.any(|word| word.eq_ignore_ascii_case("scan"))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
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
    }

    #[test]
    fn the_last_step_is_told_from_the_end_of_a_part() {
        for last in
            ["Scan terminé - 10 fichiers traités", "Insertion terminée", "Terminé", "Done", "Scan completed"]
        {
            assert!(is_last(last), "{last}");
        }
        for more in
            ["Extraction terminée", "Insertion - fichier 10/10", "Scan", "Scan non terminé", "", "Finalement"]
        {
            assert!(!is_last(more), "{more}");
        }
    }

    #[test]
    fn the_parts_of_a_scan_are_known() {
        for step in
            ["Démarrage du scan", "Discovery - fichier 1/10", "Batching - fichier 7/10", "Scan terminé"]
        {
            assert!(is_of_a_scan(step), "{step}");
        }
        assert!(!is_of_a_scan("Vectorisation 1/3"));
    }
}
