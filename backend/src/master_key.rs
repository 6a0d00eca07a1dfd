//! The file of the master key, under which the keys of all persons are sealed.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Fault;
use crate::sealed::{Secret, random};

const HEADER: &str = "HostTracker Account: master key, version 1. Keep it secret and keep a copy: without it the \
                      database cannot be read.";

/// The path of the key in the data folder.
#[must_use]
pub fn path(data: &Path) -> PathBuf {
    data.join("master.key")
}

/// Reads the key; `None` when there is no file.
///
/// # Errors
/// A [`Fault`] when the file cannot be read or is damaged.
pub fn read(data: &Path) -> Result<Option<Secret>, Fault> {
    let path = path(data);
    let text = match fs::read_to_string(&path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => return Err(damaged(&path)),
        Err(error) => {
            return Err(Fault::new(format!(
                "the master key {} cannot be read ({error}): make it readable for this user",
                path.display()
            )));
        }
    };
    parse(&text).map(Some).ok_or_else(|| damaged(&path))
}

/// Makes a new key and its file, readable for this user alone. When this returns, it is on the disk.
///
/// # Errors
/// A [`Fault`] when the file cannot be written.
pub fn create(data: &Path) -> Result<Secret, Fault> {
    let secret: Secret = Zeroizing::new(random());
    let digits = Zeroizing::new(hex(&*secret));
    let text = Zeroizing::new(format!("{HEADER}\n{}\n{}\n", *digits, checksum(&digits)));
    let path = path(data);
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        File::open(data)?.sync_all()
    });
    match written {
        Ok(()) => Ok(secret),
        Err(error) => Err(Fault::new(format!(
            "the master key {} cannot be written ({error}): give --data a folder that this user may write to",
            path.display()
        ))),
    }
}

fn damaged(path: &Path) -> Fault {
    Fault::new(format!("the master key {} is damaged: put back your copy of it", path.display()))
}

fn parse(text: &str) -> Option<Secret> {
    let mut lines = text.lines();
    let (header, digits, sum) = (lines.next()?, lines.next()?, lines.next()?);
    if header != HEADER || lines.next().is_some() || sum != checksum(digits) || digits.len() != 64 {
        return None;
    }
    let mut secret: Secret = Zeroizing::new([0; 32]);
    for (byte, pair) in secret.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(secret)
}

fn checksum(digits: &str) -> String {
    hex(&Sha256::digest(digits)[..4])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_new_key_is_read_back_and_only_its_owner_may_read_it() {
        let data = tempfile::tempdir().expect("a folder");
        assert_eq!(read(data.path()).expect("no fault"), None);
        let key = create(data.path()).expect("a key");
        assert_eq!(read(data.path()).expect("no fault"), Some(key));
        let mode = fs::metadata(path(data.path())).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(create(data.path()).is_err(), "a key is never written over");
    }

    #[test]
    fn every_changed_character_of_the_key_is_noticed() {
        let data = tempfile::tempdir().expect("a folder");
        create(data.path()).expect("a key");
        let text = fs::read_to_string(path(data.path())).expect("a file");
        for at in HEADER.len() + 1..text.len() - 1 {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(parse(std::str::from_utf8(&changed).expect("ASCII")), None, "character {at}");
        }
        assert_eq!(parse(""), None);
    }
}
