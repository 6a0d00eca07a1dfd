//! Files of keys in the data folder: the master key, under which the keys of all persons are sealed,
//! and the key that signs the heads of evidence.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Fault;
use crate::sealed::Secret;

/// A file with one key.
pub struct KeyFile {
    name: &'static str,
    /// What it is called where something is wrong with it.
    called: &'static str,
    header: &'static str,
}

/// The master key.
pub const MASTER: KeyFile = KeyFile {
    name: "master.key",
    called: "master key",
    header: "HostTracker Account: master key, version 1. Keep it secret and keep a copy: without it the database \
             cannot be read.",
};

/// The key that signs how each chain of evidence ends: a private key on the curve P-256.
pub const EVIDENCE: KeyFile = KeyFile {
    name: "evidence.key",
    called: "evidence key",
    header: "HostTracker Account: evidence key, version 1. Keep it secret and keep a copy: without it no evidence can \
             be shown to be whole.",
};

impl KeyFile {
    /// The path of the key in the data folder.
    #[must_use]
    pub fn path(&self, data: &Path) -> PathBuf {
        data.join(self.name)
    }

    /// Reads the key; `None` when there is no file.
    ///
    /// # Errors
    /// A [`Fault`] when the file cannot be read or is damaged.
    pub fn read(&self, data: &Path) -> Result<Option<Secret>, Fault> {
        let path = self.path(data);
        let text = match fs::read_to_string(&path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => return Err(self.damaged(data)),
            Err(error) => {
                return Err(Fault::new(format!(
                    "the {} {} cannot be read ({error}): make it readable for this user",
                    self.called,
                    path.display()
                )));
            }
        };
        self.parse(&text).map(Some).ok_or_else(|| self.damaged(data))
    }

    /// Makes the file of a new key, readable for this user alone. When this returns, it is on the disk.
    ///
    /// # Errors
    /// A [`Fault`] when the file cannot be written.
    pub fn create(&self, data: &Path, secret: &Secret) -> Result<(), Fault> {
        let digits = Zeroizing::new(hex(&**secret));
        let text = Zeroizing::new(format!("{}\n{}\n{}\n", self.header, *digits, checksum(&digits)));
        let path = self.path(data);
        let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            File::open(data)?.sync_all()
        });
        written.map_err(|error| {
            Fault::new(format!(
                "the {} {} cannot be written ({error}): give --data a folder that this user may write to",
                self.called,
                path.display()
            ))
        })
    }

    /// What is said of a file that does not hold a key.
    #[must_use]
    pub fn damaged(&self, data: &Path) -> Fault {
        Fault::new(format!("the {} {} is damaged: put back your copy of it", self.called, self.path(data).display()))
    }

    fn parse(&self, text: &str) -> Option<Secret> {
        let mut lines = text.lines();
        let (header, digits, sum) = (lines.next()?, lines.next()?, lines.next()?);
        if header != self.header || lines.next().is_some() || sum != checksum(digits) || digits.len() != 64 {
            return None;
        }
        let mut secret: Secret = Zeroizing::new([0; 32]);
        for (byte, pair) in secret.iter_mut().zip(digits.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(secret)
    }
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
    use crate::sealed::random;

    #[test]
    fn a_new_key_is_read_back_and_only_its_owner_may_read_it() {
        let data = tempfile::tempdir().expect("a folder");
        for file in [MASTER, EVIDENCE] {
            assert_eq!(file.read(data.path()).expect("no fault"), None);
            let key = Zeroizing::new(random());
            file.create(data.path(), &key).expect("a file");
            assert_eq!(file.read(data.path()).expect("no fault"), Some(key.clone()));
            let mode = fs::metadata(file.path(data.path())).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            assert!(file.create(data.path(), &key).is_err(), "a key is never written over");
        }
    }

    #[test]
    fn every_changed_character_of_the_key_is_noticed() {
        let data = tempfile::tempdir().expect("a folder");
        MASTER.create(data.path(), &Zeroizing::new(random())).expect("a key");
        let text = fs::read_to_string(MASTER.path(data.path())).expect("a file");
        for at in MASTER.header.len() + 1..text.len() - 1 {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(MASTER.parse(std::str::from_utf8(&changed).expect("ASCII")), None, "character {at}");
        }
        assert_eq!(MASTER.parse(""), None);
        assert_eq!(EVIDENCE.parse(&text), None, "one key does not pass for another");
    }
}
