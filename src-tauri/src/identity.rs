//! By what two starts of Vigie know that they are one.

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};

use vigie_engine::home::{HOME_VARIABLE, Home};

/// The desktop's name for this instance: the application's own, and for each `VIGIE_HOME` another,
/// so that instances with different homes do not catch each other's starts.
#[must_use]
pub fn identity(application: &str, home: &Home) -> String {
    let named: Option<OsString> = std::env::var_os(HOME_VARIABLE).filter(|v| !v.is_empty());
    match named {
        Some(_) => of_home(application, home),
        None => application.to_owned(),
    }
}

fn of_home(application: &str, home: &Home) -> String {
    let folder = home.state_dir();
    // One folder may have several names.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    // A letter first: an element of a D-Bus name begins with none of the digits.
    format!("{application}.h{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_home_is_another_instance_by_whatever_name_it_is_called() {
        let place = tempfile::tempdir().unwrap();
        let of = |folder: &str| of_home("org.vigie.Vigie", &Home::at(place.path().join(folder)).unwrap());
        assert_ne!(of("one"), of("two"));
        assert_eq!(of("one"), of("two/../one"));
        assert!(of("one").starts_with("org.vigie.Vigie.h"), "{}", of("one"));
    }
}
