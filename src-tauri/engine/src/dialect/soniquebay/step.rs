//! The words of a step: "Extraction - fichier 3/10".

use crate::dialect::stage::stage;

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

#[cfg(test)]
mod tests {
    use super::*;

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
