//! SHA-256 of a certificate: what names exactly one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 over the whole certificate (its DER), as browsers and `openssl x509 -fingerprint -sha256`
/// show it: 32 bytes in upper case, a colon between two.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint([u8; 32]);

/// Not 32 bytes in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 fingerprint has 64 hexadecimal digits")]
pub struct NoFingerprint;

impl Fingerprint {
    /// Of this certificate.
    #[must_use]
    pub fn of(der: &[u8]) -> Self {
        Self(Sha256::digest(der).into())
    }
}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    /// Accepts any case, colons, spaces, and a word before it such as `SHA256:` or openssl's
    /// `sha256 Fingerprint=`.
    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let text = text.trim();
        let text = text.rsplit_once('=').map_or(text, |(_, digits)| digits);
        let word = text.get(..7).filter(|word| word.eq_ignore_ascii_case("sha256:"));
        let text = &text[word.map_or(0, str::len)..];
        let mut bytes = [0; 32];
        let mut digits = text.chars().filter(|c| !matches!(c, ':' | ' '));
        let mut digit = || digits.next().and_then(|c| c.to_digit(16)).and_then(|d| u8::try_from(d).ok());
        for byte in &mut bytes {
            let (high, low) = (digit().ok_or(NoFingerprint)?, digit().ok_or(NoFingerprint)?);
            *byte = high << 4 | low;
        }
        if digits.next().is_some() {
            return Err(NoFingerprint);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            write!(f, "{}{byte:02X}", if at == 0 { "" } else { ":" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NoFingerprint;

    fn try_from(text: String) -> Result<Self, NoFingerprint> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of "abc", from FIPS 180-4.
    const ABC: &str = "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:\
                       B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";

    #[test]
    fn it_reads_as_others_write_it() {
        let abc = Fingerprint::of(b"abc");
        assert_eq!(abc.to_string(), ABC);
        for spelt in [
            ABC.to_owned(),
            ABC.to_lowercase(),
            ABC.replace(':', ""),
            ABC.replace(':', " "),
            format!(" sha256 Fingerprint={ABC}\n"),
            format!("SHA256:{}", ABC.replace(':', "").to_lowercase()),
        ] {
            assert_eq!(spelt.parse(), Ok(abc), "{spelt}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "sha256:", "any", &ABC[3..], &format!("{ABC}:00"), &ABC.replace('B', "é")] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
    }
}
