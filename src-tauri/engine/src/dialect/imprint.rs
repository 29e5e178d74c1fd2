//! What tells two messages apart where their server gives them no id.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Bytes of the hash that are kept: enough that no two messages of a server meet by chance.
const KEPT: usize = 12;

/// A short, stable name for a text, in hexadecimal. The same in every version of Vigie, for it is stored.
#[must_use]
pub fn imprint(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..KEPT])
}

#[cfg(test)]
mod tests {
    use super::imprint;

    #[test]
    fn an_imprint_is_for_good() {
        assert_eq!(imprint(""), "e3b0c44298fc1c149afbf4c8");
        assert_eq!(imprint("Björk").len(), 24);
        assert_ne!(imprint("a"), imprint("b"));
    }
}
