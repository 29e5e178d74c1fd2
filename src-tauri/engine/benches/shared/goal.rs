//! A ratio beside its goal: information, never a failure. Times depend on the machine, ratios within a run hardly.

/// Prints a ratio and whether it is within the goal; "at most" is the good direction.
pub fn at_most(what: &str, ratio: f64, goal: f64) {
    let verdict = if ratio <= goal { "PASS" } else { "over" };
    println!("  {verdict}  {what}: {ratio:.2} (goal: at most {goal})");
}
