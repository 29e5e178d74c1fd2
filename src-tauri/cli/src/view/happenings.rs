//! What happened that is about no job: records that changed, messages of a server.

use vigie_contract::NoticeKind;
use vigie_words::Words;

use crate::picture::{News, Picture};

/// A line each, in words: records first, then messages. A notice of a record would say the same again.
pub fn happenings(picture: &Picture, news: &News, words: &Words) -> Vec<String> {
    let records =
        news.records.iter().map(|record| words.record_line(record, picture.server_name(&record.server)));
    let messages = news.notices.iter().filter_map(|notice| match notice.kind {
        // One that was read on its server is no news.
        NoticeKind::Message | NoticeKind::Backlog if !notice.read => {
            let (title, body) = words.notice(notice);
            Some(words.join(&[title, body]))
        }
        _ => None,
    });
    records.chain(messages).collect()
}
