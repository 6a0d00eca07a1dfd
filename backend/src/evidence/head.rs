//! How each chain of evidence ends: signed, and kept outside the database, a file for each account.
//!
//! A head is written before the commit that it belongs to, as pending, together with the head before
//! it. So whoever reads it next can tell apart: the commit came (the chain ends as the head says), the
//! commit never came (it ends as the one before says), or somebody was at the rows or at the file.
//! What stays open to somebody who can write to the whole folder is to put back both as they were
//! earlier; a person who kept an older export with a longer head can show that.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use contract::evidence::{Hash, Head, SignatureKey};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Fault;
use crate::key_file::EVIDENCE;
use crate::sealed::{Secret, random};

/// Where a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    /// How many entries there are.
    pub(super) length: u64,
    /// The hash of the last one, or the beginning.
    pub(super) hash: Hash,
}

/// An end with its signature, as a file keeps it.
#[derive(Clone, Serialize, Deserialize)]
struct Signed {
    #[serde(flatten)]
    end: End,
    signature: String,
}

/// The content of a head's file.
#[derive(Clone, Serialize, Deserialize)]
struct Filed {
    #[serde(flatten)]
    head: Signed,
    state: State,
    /// With `pending`: how the chain ends if the commit never comes.
    before: Option<Signed>,
}

/// Whether the commit of a head is known to have come.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Kept,
    Pending,
}

/// What the file of an account says about the chain in the database.
pub(super) enum Standing {
    /// It ends where the head says; the file should be settled if it still says pending.
    Whole {
        /// True when the commit is known now, and the file does not say so.
        is_unsettled: bool,
    },
    /// Rows were cut off, added or changed, or the file is missing or not ours. What the file says,
    /// as far as it says anything, shows that to whoever compares.
    Broken(Head),
}

/// The heads of a data folder, and the key that signs them.
pub(super) struct Heads {
    folder: PathBuf,
    key: SigningKey,
}

impl Heads {
    /// Reads the key, or makes it where there is no head yet.
    pub(super) fn open(data: &Path) -> Result<Self, Fault> {
        let folder = data.join("evidence");
        let unusable = |error: io::Error| {
            Fault::new(format!("the folder {} cannot be used ({error}): let this user write to it", folder.display()))
        };
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(unusable)?;
        let key = match EVIDENCE.read(data)? {
            Some(secret) => SigningKey::from_slice(&*secret).map_err(|_| EVIDENCE.damaged(data))?,
            None if fs::read_dir(&folder).map_err(unusable)?.next().is_some() => {
                return Err(Fault::new(format!(
                    "there is evidence but no evidence key {}: put back your copy of the key",
                    EVIDENCE.path(data).display()
                )));
            }
            None => {
                let (secret, key) = new_key();
                EVIDENCE.create(data, &secret)?;
                key
            }
        };
        Ok(Self { folder, key })
    }

    /// The head of an end, signed for an account.
    pub(super) fn sign(&self, account: &str, end: End) -> Head {
        let mut head = self.unsigned(end);
        let signature: Signature = self.key.sign(&head.signed_bytes(account));
        head.signature = BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes());
        head
    }

    /// Compares the file of an account with the end of its chain in the database.
    pub(super) fn compare(&self, account: &str, end: End) -> io::Result<Standing> {
        let Filed { head, state, before } = match self.read(account)? {
            Some(filed) => filed,
            None if end.length == 0 => return Ok(Standing::Whole { is_unsettled: false }),
            None => return Ok(Standing::Broken(self.unsigned(beginning(account)))),
        };
        let is_pending = state == State::Pending;
        let is_whole = self.is_signed(account, &head)
            && (head.end == end
                || is_pending && before.is_some_and(|before| before.end == end && self.is_signed(account, &before)));
        Ok(if is_whole {
            Standing::Whole { is_unsettled: is_pending }
        } else {
            Standing::Broken(Head { signature: head.signature, ..self.unsigned(head.end) })
        })
    }

    /// Writes the head that a commit will bring, with the one that holds until then.
    pub(super) fn announce(&self, account: &str, end: End, before: End) -> io::Result<()> {
        self.write(account, State::Pending, end, Some(before))
    }

    /// Writes the head that is known to hold. An empty chain has no file.
    pub(super) fn keep(&self, account: &str, end: End) -> io::Result<()> {
        if end.length > 0 {
            return self.write(account, State::Kept, end, None);
        }
        match fs::remove_file(self.path(account)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => File::open(&self.folder)?.sync_all(),
        }
    }

    /// Every account that has a file.
    pub(super) fn accounts(&self) -> io::Result<BTreeSet<String>> {
        let mut accounts = BTreeSet::new();
        for entry in fs::read_dir(&self.folder)? {
            if let Some(account) = entry?.file_name().to_str().and_then(|name| name.strip_suffix(".head")) {
                accounts.insert(account.to_owned());
            }
        }
        Ok(accounts)
    }

    /// The accounts whose files still say pending.
    pub(super) fn pending(&self) -> io::Result<Vec<String>> {
        let mut pending = Vec::new();
        for account in self.accounts()? {
            if matches!(self.read(&account)?, Some(Filed { state: State::Pending, .. })) {
                pending.push(account);
            }
        }
        Ok(pending)
    }

    /// What the file holds; `None` without a file. One that is damaged is a head that nobody signed.
    fn read(&self, account: &str) -> io::Result<Option<Filed>> {
        match fs::read(self.path(account)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| Filed {
                head: Signed { end: beginning(account), signature: String::new() },
                state: State::Kept,
                before: None,
            }))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes a file so that it is whole and on the disk, or as it was before.
    fn write(&self, account: &str, state: State, end: End, before: Option<End>) -> io::Result<()> {
        let signed = |end| Signed { end, signature: self.sign(account, end).signature };
        let filed = Filed { head: signed(end), state, before: before.map(signed) };
        let path = self.path(account);
        let unfinished = path.with_extension("unfinished");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(&serde_json::to_vec(&filed)?)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        File::open(&self.folder)?.sync_all()
    }

    fn path(&self, account: &str) -> PathBuf {
        self.folder.join([account, ".head"].concat())
    }

    fn is_signed(&self, account: &str, signed: &Signed) -> bool {
        let head = Head { signature: signed.signature.clone(), ..self.unsigned(signed.end) };
        let Some(Ok(signature)) = head.signature_bytes().map(|bytes| Signature::from_slice(&bytes)) else {
            return false;
        };
        self.key.verifying_key().verify(&head.signed_bytes(account), &signature).is_ok()
    }

    fn unsigned(&self, end: End) -> Head {
        let point = self.key.verifying_key().to_sec1_point(false);
        let coordinate =
            |bytes: Option<&_>| bytes.map_or_else(String::new, |bytes| BASE64_URL_SAFE_NO_PAD.encode::<&[u8]>(bytes));
        Head {
            length: end.length,
            hash: end.hash,
            signature: String::new(),
            key: SignatureKey {
                kty: "EC".to_owned(),
                crv: "P-256".to_owned(),
                x: coordinate(point.x().map(AsRef::as_ref)),
                y: coordinate(point.y().map(AsRef::as_ref)),
            },
        }
    }
}

/// The end of a chain without entries.
pub(super) fn beginning(account: &str) -> End {
    End { length: 0, hash: Hash::beginning(account) }
}

/// A random number below the order of the curve, which nearly all of 256 bits are.
fn new_key() -> (Secret, SigningKey) {
    loop {
        let secret: Secret = Zeroizing::new(random());
        if let Ok(key) = SigningKey::from_slice(&*secret) {
            return (secret, key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "account";

    fn heads() -> (tempfile::TempDir, Heads) {
        let data = tempfile::tempdir().expect("a folder");
        let heads = Heads::open(data.path()).expect("a key");
        (data, heads)
    }

    fn at(length: u64) -> End {
        End { length, hash: Hash([u8::try_from(length).expect("small"); 32]) }
    }

    fn is_whole(heads: &Heads, end: End) -> bool {
        matches!(heads.compare(ACCOUNT, end).expect("it is read"), Standing::Whole { .. })
    }

    #[test]
    fn an_announced_head_holds_with_its_commit_and_without_and_with_nothing_else() {
        let (_data, heads) = heads();
        heads.announce(ACCOUNT, at(4), at(2)).expect("it is written");
        assert!(is_whole(&heads, at(4)) && is_whole(&heads, at(2)));
        assert_eq!(heads.pending().expect("a list"), [ACCOUNT]);
        for other in [at(5), at(3), at(1), beginning(ACCOUNT), End { length: 4, ..at(2) }, End { length: 2, ..at(4) }] {
            assert!(!is_whole(&heads, other), "{other:?}");
        }
        heads.keep(ACCOUNT, at(4)).expect("it is written");
        assert!(is_whole(&heads, at(4)) && !is_whole(&heads, at(2)), "now a missing commit is a cut");
        assert_eq!(heads.pending().expect("a list"), Vec::<String>::new());
    }

    #[test]
    fn the_first_entry_that_never_came_leaves_no_head() {
        let (_data, heads) = heads();
        assert!(is_whole(&heads, beginning(ACCOUNT)) && !is_whole(&heads, at(1)));
        heads.announce(ACCOUNT, at(1), beginning(ACCOUNT)).expect("it is written");
        assert!(is_whole(&heads, beginning(ACCOUNT)));
        heads.keep(ACCOUNT, beginning(ACCOUNT)).expect("it is gone");
        assert_eq!(heads.accounts().expect("a list"), BTreeSet::new());
    }

    #[test]
    fn a_head_of_another_account_or_key_is_none() {
        let ((data, heads), (_other, others)) = (heads(), heads());
        others.keep(ACCOUNT, at(1)).expect("it is written");
        fs::copy(others.path(ACCOUNT), heads.path(ACCOUNT)).expect("a copy");
        assert!(!is_whole(&heads, at(1)), "signed by another key");
        heads.keep("another", at(1)).expect("it is written");
        fs::copy(heads.path("another"), heads.path(ACCOUNT)).expect("a copy");
        assert!(!is_whole(&heads, at(1)), "signed for another account");
        heads.keep(ACCOUNT, at(1)).expect("it is written");
        let again = Heads::open(data.path()).expect("the key is read back");
        assert!(is_whole(&again, at(1)));
    }
}
