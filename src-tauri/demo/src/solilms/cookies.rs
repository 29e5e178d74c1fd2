//! Cookies that look like Laravel's encrypted ones: the same fields, the same lengths, other each time. They hide
//! nothing; nobody but the demo need read them.

use data_encoding::{BASE64, HEXLOWER};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde::Deserialize;

/// A hash, a bar and 40 letters, in blocks of sixteen.
const SEALED: usize = 96;
const MARK: usize = 41;

#[derive(Deserialize)]
struct Envelope {
    iv: String,
    value: String,
    mac: String,
}

/// What seals and opens cookies.
pub(super) struct Seal(u64);

impl Seal {
    pub(super) fn new() -> Self {
        Self(rand::rng().next_u64())
    }

    fn mixed(&self, bytes: &[u8], salt: u64) -> u64 {
        bytes.iter().fold(self.0 ^ salt ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    fn masked(&self, iv: &[u8], bytes: &mut [u8]) {
        let mut stream = vec![0; bytes.len()];
        StdRng::seed_from_u64(self.mixed(iv, 0)).fill_bytes(&mut stream);
        bytes.iter_mut().zip(stream).for_each(|(byte, mask)| *byte ^= mask);
    }

    fn mac(&self, value: &[u8]) -> String {
        let parts: Vec<u8> = (1..=4).flat_map(|salt| self.mixed(value, salt).to_be_bytes()).collect();
        HEXLOWER.encode(&parts)
    }

    /// The value of a cookie that holds a text of 40 letters.
    pub(super) fn seal(&self, text: &str) -> String {
        let mut iv = [0; 16];
        rand::rng().fill_bytes(&mut iv);
        let mut value = [b'|'; SEALED];
        for (place, byte) in text.bytes().take(SEALED - MARK).enumerate() {
            value[MARK + place] = byte;
        }
        self.masked(&iv, &mut value);
        let envelope = format!(
            r#"{{"iv":"{}","value":"{}","mac":"{}","tag":""}}"#,
            BASE64.encode(&iv),
            BASE64.encode(&value),
            self.mac(&value)
        );
        utf8_percent_encode(&BASE64.encode(envelope.as_bytes()), NON_ALPHANUMERIC).to_string()
    }

    /// The text in a cookie that was sealed here.
    pub(super) fn open(&self, cookie: &str) -> Option<String> {
        let cookie = percent_decode_str(cookie).decode_utf8().ok()?;
        let envelope: Envelope = serde_json::from_slice(&BASE64.decode(cookie.as_bytes()).ok()?).ok()?;
        let iv = BASE64.decode(envelope.iv.as_bytes()).ok()?;
        let mut value = BASE64.decode(envelope.value.as_bytes()).ok()?;
        if value.len() != SEALED || self.mac(&value) != envelope.mac {
            return None;
        }
        self.masked(&iv, &mut value);
        Some(std::str::from_utf8(&value[MARK..]).ok()?.trim_end_matches('|').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_here_alone() {
        let (seal, other) = (Seal::new(), Seal::new());
        let text = "K6AY3NbmlGFNUI5NAxwD3lW54q1p6cfrHhbKrLCv";
        let cookie = seal.seal(text);
        assert_eq!(seal.open(&cookie).as_deref(), Some(text));
        assert_ne!(cookie, seal.seal(text));
        assert_eq!(other.open(&cookie), None);
        // As long as the captured ones, but for what is percent-encoded.
        assert_eq!(percent_decode_str(&cookie).count(), 340);
        for odd in ["", "eyJ", "%%%", "e30%3D"] {
            assert_eq!(seal.open(odd), None);
        }
    }
}
