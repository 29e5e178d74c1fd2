//! What was told in a time in which nobody looked.

use std::collections::BTreeMap;

use rusqlite::params;
use vigie_contract::{Digest, Millis, NoticeKind};

use super::bounds::DIGEST_ROWS;
use super::column::{notice_kind, small, whole};
use super::db::Db;
use super::{StoreError, bell};

/// What matters most, first.
const BY_WEIGHT: [NoticeKind; 12] = [
    NoticeKind::Failed,
    NoticeKind::Unreachable,
    NoticeKind::Vanished,
    NoticeKind::Stalled,
    NoticeKind::Warning,
    NoticeKind::SignedOut,
    NoticeKind::Longer,
    NoticeKind::Completed,
    NoticeKind::Message,
    NoticeKind::Backlog,
    NoticeKind::Restored,
    NoticeKind::Record,
];

impl Db {
    /// Bounded by [`super::Limits::notice_rows`]: notices are not in the order of their times.
    pub(super) fn digest(&self, from: Millis, now: Millis) -> Result<Digest, StoreError> {
        let since = whole(from);
        let counted: Vec<(String, i64)> = self
            .conn
            .prepare_cached("SELECT kind, count(*) FROM notice WHERE hidden = 0 AND at >= ?1 GROUP BY kind")?
            .query_map([since], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let counts: BTreeMap<NoticeKind, u32> = counted
            .into_iter()
            .filter_map(|(word, count)| Some((notice_kind(&word)?, small(count))))
            .collect();
        let mut notices = Vec::new();
        for kind in BY_WEIGHT.into_iter().filter(|kind| counts.contains_key(kind)) {
            let room = DIGEST_ROWS.saturating_sub(u32::try_from(notices.len()).unwrap_or(u32::MAX));
            if room == 0 {
                break;
            }
            let mut newest = self.conn.prepare_cached(&format!(
                "SELECT {} FROM notice WHERE hidden = 0 AND at >= ?1 AND kind = ?2
                 ORDER BY at DESC, id DESC LIMIT ?3",
                bell::COLUMNS
            ))?;
            let rows = newest.query_map(params![since, kind.as_str(), room], bell::read)?;
            for row in rows {
                notices.extend(row?.1);
            }
        }
        Ok(Digest { from, to: now, counts, notices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_weight() {
        let mut weighed = BY_WEIGHT.to_vec();
        weighed.sort_unstable();
        assert_eq!(weighed, NoticeKind::ALL);
    }
}
