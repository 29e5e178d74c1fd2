//! Starting with the desktop, in the tray.

use vigie_engine::home::Home;

/// Vigie starts when the person logs in, or no longer does.
///
/// # Errors
/// What the system says when it will not have it.
pub fn follow(starts: bool, identity: &str, home: &Home) -> Result<(), String> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return freedesktop::follow(starts, identity, home).map_err(|error| error.to_string());
    #[cfg(any(windows, target_os = "macos"))]
    return elsewhere::follow(starts, identity, home);
}

#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop {
    use std::ffi::OsString;
    use std::io;
    use std::path::{Path, PathBuf};

    use directories::BaseDirs;
    use vigie_engine::home::{HOME_VARIABLE, Home};

    /// One file in the folder that desktops read at login (freedesktop's autostart specification).
    pub fn follow(starts: bool, identity: &str, home: &Home) -> io::Result<()> {
        let none = || io::Error::new(io::ErrorKind::NotFound, "this account has no home folder");
        let dirs = BaseDirs::new().ok_or_else(none)?;
        let named = std::env::var_os(HOME_VARIABLE).is_some_and(|name| !name.is_empty());
        let entry = entry(&program()?, named.then(|| home.state_dir()))?;
        place(starts, &dirs.config_dir().join("autostart"), identity, &entry)
    }

    /// What runs now; of an AppImage the image, not what it was unpacked to.
    fn program() -> io::Result<PathBuf> {
        let image: Option<OsString> = std::env::var_os("APPIMAGE").filter(|image| !image.is_empty());
        image.map_or_else(std::env::current_exe, |image| Ok(image.into()))
    }

    pub fn entry(program: &Path, home: Option<&Path>) -> io::Result<String> {
        let mut words = Vec::new();
        if let Some(home) = home {
            words.extend(["env".to_owned(), format!("{HOME_VARIABLE}={}", text(home)?)]);
        }
        words.extend([text(program)?.to_owned(), "--hidden".to_owned()]);
        let line: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        Ok(format!(
            "[Desktop Entry]\nType=Application\nName=Vigie\nIcon=vigie\nExec={}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            line.join(" ")
        ))
    }

    fn text(path: &Path) -> io::Result<&str> {
        let plain = path.to_str().filter(|text| !text.chars().any(char::is_control));
        plain.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, format!("{} is no plain name", path.display()))
        })
    }

    /// A word of `Exec`, as its specification has it: quoted, and the quotes' backslashes doubled once more because
    /// the value is a string of the file.
    fn quoted(word: &str) -> String {
        let mut quoted = String::from("\"");
        for sign in word.chars() {
            match sign {
                '"' | '`' | '$' => quoted.extend(["\\\\", &sign.to_string()]),
                '\\' => quoted.push_str("\\\\\\\\"),
                '%' => quoted.push_str("%%"),
                _ => quoted.push(sign),
            }
        }
        quoted.push('"');
        quoted
    }

    pub fn place(starts: bool, folder: &Path, identity: &str, entry: &str) -> io::Result<()> {
        let placed = if starts { put(folder, identity, entry) } else { take(folder, identity) };
        placed.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))
    }

    fn take(folder: &Path, identity: &str) -> io::Result<()> {
        use io::ErrorKind::{NotADirectory, NotFound};
        match std::fs::remove_file(folder.join(format!("{identity}.desktop"))) {
            Err(error) if !matches!(error.kind(), NotFound | NotADirectory) => Err(error),
            _ => Ok(()),
        }
    }

    fn put(folder: &Path, identity: &str, entry: &str) -> io::Result<()> {
        let file = folder.join(format!("{identity}.desktop"));
        if std::fs::read(&file).is_ok_and(|there| there == entry.as_bytes()) {
            return Ok(());
        }
        std::fs::create_dir_all(folder)?;
        let fresh = folder.join(format!(".{identity}.new"));
        std::fs::write(&fresh, entry)?;
        std::fs::rename(fresh, file)
    }
}

#[cfg(any(windows, target_os = "macos"))]
mod elsewhere {
    use auto_launch::AutoLaunchBuilder;
    use vigie_engine::home::{HOME_VARIABLE, Home};

    /// The registry's `Run` key, or a launch agent.
    pub fn follow(starts: bool, _identity: &str, _home: &Home) -> Result<(), String> {
        if std::env::var_os(HOME_VARIABLE).is_some_and(|name| !name.is_empty()) {
            // These entries carry no environment: it would be another Vigie that starts.
            return if starts { Err(format!("{HOME_VARIABLE} is set")) } else { Ok(()) };
        }
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let program = program.to_str().ok_or_else(|| format!("{} is no plain name", program.display()))?;
        let mut builder = AutoLaunchBuilder::new();
        builder.set_app_name("Vigie").set_app_path(program).set_args(&["--hidden"]);
        #[cfg(target_os = "macos")]
        builder.set_macos_launch_mode(auto_launch::MacOSLaunchMode::LaunchAgent);
        let login = builder.build().map_err(|error| error.to_string())?;
        let done = match (starts, login.is_enabled().map_err(|error| error.to_string())?) {
            (true, _) => login.enable(),
            (false, true) => login.disable(),
            (false, false) => Ok(()),
        };
        done.map_err(|error| error.to_string())
    }
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use std::path::Path;

    use super::freedesktop::{entry, place};

    #[test]
    fn it_is_placed_kept_current_and_taken_away() {
        let config = tempfile::tempdir().unwrap();
        let folder = config.path().join("autostart");
        let file = folder.join("org.vigie.Vigie.desktop");
        place(false, &folder, "org.vigie.Vigie", "").unwrap();
        assert!(!folder.exists(), "who never wanted it gets no folder");
        let old = entry(Path::new("/opt/vigie-1/vigie"), None).unwrap();
        place(true, &folder, "org.vigie.Vigie", &old).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), old);
        let new = entry(Path::new("/opt/vigie-2/vigie"), None).unwrap();
        place(true, &folder, "org.vigie.Vigie", &new).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), new);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        place(false, &folder, "org.vigie.Vigie", &new).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_said() {
        let config = tempfile::tempdir().unwrap();
        let folder = config.path().join("autostart");
        std::fs::write(&folder, "a file").unwrap();
        let error = place(true, &folder, "org.vigie.Vigie", "x").unwrap_err().to_string();
        assert!(error.starts_with(&folder.display().to_string()), "{error}");
        place(false, &folder, "org.vigie.Vigie", "x").unwrap();
    }

    /// What a desktop makes of the line, by GLib's own reading.
    fn read(entry: &str) -> Vec<String> {
        let file = gtk::glib::KeyFile::new();
        file.load_from_data(entry, gtk::glib::KeyFileFlags::NONE).expect("a desktop reads the file");
        let line = file.string("Desktop Entry", "Exec").expect("a desktop finds the line");
        let words = gtk::glib::shell_parse_argv(line.replace("%%", "%")).expect("a desktop reads the line");
        words.into_iter().map(|word| word.into_string().expect("it is text")).collect()
    }

    #[test]
    fn odd_folders_are_spelled_as_desktops_read_them() {
        let entry_of = |program: &str, home: Option<&str>| {
            read(&entry(Path::new(program), home.map(Path::new)).unwrap())
        };
        assert_eq!(entry_of("/usr/bin/vigie", None), ["/usr/bin/vigie", "--hidden"]);
        for odd in ["/home/é b/vigie", "/a$b/`c`/\"d\"", "/back\\slash", "/100%f/vigie"] {
            assert_eq!(entry_of(odd, None), [odd, "--hidden"], "{odd}");
        }
        assert_eq!(
            entry_of("/usr/bin/vigie", Some("/tmp/my home")),
            ["env", "VIGIE_HOME=/tmp/my home", "/usr/bin/vigie", "--hidden"]
        );
        assert!(entry(Path::new("/a\nb"), None).is_err());
    }
}
