//! How the width of the terminal is shared out.

/// Widths, in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Title of the job.
    pub title: usize,
    /// Name of the server; 0: not shown.
    pub server: usize,
    /// The bar; 0: not shown.
    pub bar: usize,
    /// Lines for jobs.
    pub rows: usize,
}

impl Layout {
    /// For a terminal of so many rows and columns.
    #[must_use]
    pub fn fit((rows, columns): (u16, u16), many_servers: bool) -> Self {
        let (rows, columns) = (usize::from(rows), usize::from(columns));
        let (title, server, bar) = match columns {
            0..50 => (columns / 3, 0, 0),
            50..80 => (18, 0, 8),
            80..110 => (22, 0, 12),
            110..150 => (30, 16, 16),
            _ => (40, 20, 24),
        };
        let server = if many_servers { server } else { 0 };
        // One line for those that do not fit, one for the prompt that comes back.
        Self { title, server, bar, rows: rows.saturating_sub(3).max(1) }
    }

    /// The frames of a bar whose end is not known: a block that goes to and fro.
    #[must_use]
    pub fn pulse(self) -> Vec<String> {
        let block = (self.bar / 4).max(1);
        let room = self.bar.saturating_sub(block);
        let there = 0..room;
        let back = (1..=room).rev();
        let mut frames: Vec<String> = there
            .chain(back)
            .map(|at| format!("{}{}{}", "░".repeat(at), "█".repeat(block), "░".repeat(room - at)))
            .collect();
        // indicatif shows the last one when the bar is finished, and wants two at least.
        frames.push("░".repeat(self.bar));
        if frames.len() < 2 {
            frames.push("░".repeat(self.bar));
        }
        frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_room_for_the_numbers() {
        for columns in 20..400 {
            let layout = Layout::fit((24, columns), true);
            let used = 2 + layout.title + layout.server + layout.bar + 3;
            assert!(used * 5 <= usize::from(columns) * 4, "{columns} columns: {layout:?}");
            assert!(layout.title >= 6);
        }
    }

    #[test]
    fn the_pulse_is_as_wide_as_the_bar() {
        for columns in [50, 80, 120, 200] {
            let layout = Layout::fit((24, columns), false);
            let frames = layout.pulse();
            assert!(frames.len() > 4);
            assert!(frames.iter().all(|frame| frame.chars().count() == layout.bar), "{frames:?}");
        }
        assert!(Layout { title: 1, server: 0, bar: 1, rows: 1 }.pulse().len() >= 2);
    }
}
