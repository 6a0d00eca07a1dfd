//! The chained record: a record worked out in another language, and whatever is done to any record is found.

use contract::evidence::{Broken, Entry, EvidencePage, Hash, Head, Link, SALT_LENGTH, SignatureKey, Verifier, Why};
use proptest::prelude::*;
use proptest::sample::Index;
use time::OffsetDateTime;

/// Three entries, the text of the last one erased, and their head. Worked out apart from the code:
/// with Python's hashlib, base64 and datetime, from the formulas in the doc comments of `evidence`.
const RECORD: &str = r#"{
    "account": "account-of-ada",
    "items": [
        {
            "number": 1,
            "at": "2026-11-22T10:00:00Z",
            "previous": "2689d264f3f46530af9dd8ec6a150a3d17f0e242cba93fd46e67236311ef7797",
            "sealed_hash": "e2655040ba2d85407a59577532245b7ba59429086dc283ea9e1901bcfacfd6b3",
            "text": "{\"kind\":\"registered\",\"registered_at\":\"2026-11-22T09:58:07Z\"}",
            "salt": "AAECAwQFBgcICQoLDA0ODw",
            "text_hash": "5bed6822a95ed4446ca91766f45acaeb612db297ffc8dbb6be7ee549cec57694",
            "hash": "b99c481977b494475357e1104ffee9ab7db84ad21a142f3b74a100e2853767cb"
        },
        {
            "number": 2,
            "at": "2026-11-22T10:00:00Z",
            "previous": "b99c481977b494475357e1104ffee9ab7db84ad21a142f3b74a100e2853767cb",
            "sealed_hash": "df6b8053cb597b88f451deca81cd7652e121b1cc588823c49c605195e20a4098",
            "text": "{\"kind\":\"policy_accepted\",\"version\":\"2018-05-23\"}",
            "salt": "8PHy8_T19vf4-fr7_P3-_w",
            "text_hash": "b48e74f72da0a9cb25a855c0c344800046c2a783db4277d0011212d8b0bc5024",
            "hash": "f0dedae7e01924c2da864a3a3b8e1a60819ceb0265f69681e39aee0cd383c162"
        },
        {
            "number": 3,
            "at": "2028-02-29T23:59:59Z",
            "previous": "f0dedae7e01924c2da864a3a3b8e1a60819ceb0265f69681e39aee0cd383c162",
            "sealed_hash": "46b65aefb965257887f36a36f2c8ed135181c6905c0cea6de5e3b413410c0c6a",
            "text": null,
            "salt": null,
            "text_hash": "ec70f74aa3a9b8d77bc877eac884214356e345cddf49d4148e6aa78efba9df75",
            "hash": "5bfa878cf5f2fe56b94e484521f40290d3911ebba7ae372e044b283e98fe5315"
        }
    ],
    "next": null,
    "head": {
        "length": 3,
        "hash": "5bfa878cf5f2fe56b94e484521f40290d3911ebba7ae372e044b283e98fe5315",
        "signature": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw",
        "key": { "kty": "EC", "crv": "P-256", "x": "x", "y": "y" }
    }
}"#;

/// What Python's hashlib says `Head::signed_bytes` of the record are, in hexadecimal.
const SIGNED: &str = "686f7374747261636b65722f65766964656e63652d686561642f31\
    6163636f756e742d6f662d6164610000000000000000035bfa878cf5f2fe56b94e484521f40290d3911ebba7ae372e044b283e98fe5315";

fn record() -> EvidencePage {
    serde_json::from_str(RECORD).expect("a record")
}

fn verify(account: &str, entries: &[Entry], head: &Head) -> Result<(), Broken> {
    let mut verifier = Verifier::new(account);
    entries.iter().try_for_each(|entry| verifier.feed(entry))?;
    verifier.finish(head)
}

fn broken(number: u64, why: Why) -> Result<(), Broken> {
    Err(Broken { number, why })
}

/// Base64url by way of a string of zeros and ones.
fn base64url(bytes: &[u8]) -> String {
    let mut bits: String = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| if byte >> bit & 1 == 1 { '1' } else { '0' }))
        .collect();
    bits.push_str(&"0".repeat((6 - bits.len() % 6) % 6));
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letter =
        |start: usize| usize::from_str_radix(&bits[start..start + 6], 2).map(|value| char::from(letters[value]));
    (0..bits.len()).step_by(6).map(|start| letter(start).expect("six bits")).collect()
}

/// What an entry is made from: seconds after the one before, text, salt, ciphertext, whether it is erased.
type Made = (i64, String, [u8; SALT_LENGTH], Vec<u8>, bool);

/// What somebody does to an entry, given a hash of something else.
type Change = fn(&mut Entry, Hash);

/// A record as the backend would write it.
fn write_down(account: &str, made: &[Made]) -> (Vec<Entry>, Head) {
    let mut previous = Hash::beginning(account);
    let mut at = 1_767_225_600; // 2026-01-01T00:00:00Z
    let mut entries = Vec::new();
    for (number, (after, text, salt, sealed, erased)) in (1..).zip(made) {
        at += after;
        let link =
            Link { number, at, previous, sealed_hash: Hash::of_sealed(sealed), text_hash: Hash::of_text(salt, text) };
        let then = OffsetDateTime::from_unix_timestamp(at).expect("a time");
        entries.push(Entry {
            number,
            at: format!("{}T{:02}:{:02}:{:02}Z", then.date(), then.hour(), then.minute(), then.second()),
            previous,
            sealed_hash: link.sealed_hash,
            text: (!erased).then(|| text.clone()),
            salt: (!erased).then(|| base64url(salt)),
            text_hash: link.text_hash,
            hash: link.hash(),
        });
        previous = link.hash();
    }
    let key = SignatureKey { kty: "EC".into(), crv: "P-256".into(), x: String::new(), y: String::new() };
    let head = Head { length: entries.len() as u64, hash: previous, signature: String::new(), key };
    (entries, head)
}

/// An entry after the beginning, made at a time that is written one way and hashed as another number.
fn first_entry_at(text: &str, seconds: i64) -> Entry {
    let (mut entries, _) = write_down("account", &[(0, "{}".into(), [0; SALT_LENGTH], Vec::new(), false)]);
    let Entry { number, previous, sealed_hash, text_hash, .. } = entries[0];
    let hash = Link { number, at: seconds, previous, sealed_hash, text_hash }.hash();
    Entry { at: text.into(), hash, ..entries.remove(0) }
}

#[test]
fn a_record_worked_out_in_another_language_holds() {
    let EvidencePage { items, head, account, .. } = record();
    assert_eq!(verify(&account, &items, &head), Ok(()));
    let digits = SIGNED.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).expect("ASCII"));
    let signed: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).expect("two digits")).collect();
    assert_eq!(head.signed_bytes(&account), signed);
    let bytes: Vec<u8> = (0..64).collect();
    assert_eq!(head.signature_bytes().map(Vec::from), Some(bytes));
}

#[test]
fn a_record_is_written_as_it_was_read() {
    let wire: serde_json::Value = serde_json::from_str(RECORD).expect("JSON");
    assert_eq!(serde_json::to_value(record()).expect("JSON"), wire);
}

#[test]
fn a_record_of_one_account_is_none_of_another() {
    let EvidencePage { items, head, .. } = record();
    assert_eq!(verify("account-of-bob", &items, &head), broken(1, Why::Previous));
    assert_ne!(head.signed_bytes("account-of-ada"), head.signed_bytes("account-of-bob"));
}

#[test]
fn each_kind_of_change_has_its_own_name() {
    let other = Hash([7; 32]);
    let cases: [(Change, Why); 9] = [
        (|entry, _| entry.number = 3, Why::Number),
        (|entry, _| entry.at = "2026-11-22T10:00:01Z".into(), Why::Hash),
        (|entry, _| entry.at = "2026-11-22T09:59:59Z".into(), Why::Time),
        (|entry, other| entry.previous = other, Why::Previous),
        (|entry, other| entry.sealed_hash = other, Why::Hash),
        (|entry, _| entry.text = Some(r#"{"kind":"registered"}"#.into()), Why::Text),
        (|entry, _| entry.salt = None, Why::Text),
        (|entry, other| entry.text_hash = other, Why::Text),
        (|entry, other| entry.hash = other, Why::Hash),
    ];
    for (change, why) in cases {
        let EvidencePage { mut items, head, account, .. } = record();
        change(&mut items[1], other);
        assert_eq!(verify(&account, &items, &head), broken(2, why));
    }
}

#[test]
fn a_cut_tail_and_a_longer_one_show_against_the_head() {
    let EvidencePage { items, mut head, account, .. } = record();
    assert_eq!(verify(&account, &items[..2], &head), broken(3, Why::Length));
    assert_eq!(verify(&account, &[], &head), broken(1, Why::Length));
    head.length = 2;
    assert_eq!(verify(&account, &items, &head), broken(3, Why::Length));
    assert_eq!(verify(&account, &items[..2], &head), broken(2, Why::Head), "a head of length 2 and the hash of 3");
    head.length = 0;
    assert_eq!(verify(&account, &[], &head), broken(0, Why::Head));
    head.hash = Hash::beginning(&account);
    assert_eq!(verify(&account, &[], &head), Ok(()), "an empty record and its head");
}

#[test]
fn a_broken_entry_does_not_move_the_verifier() {
    let EvidencePage { items, head, account, .. } = record();
    let mut verifier = Verifier::new(&account);
    verifier.feed(&items[0]).expect("the first");
    assert_eq!(verifier.feed(&items[2]), broken(2, Why::Number));
    assert_eq!(verifier.feed(&items[0]), broken(2, Why::Number));
    verifier.feed(&items[1]).and_then(|()| verifier.feed(&items[2])).expect("the others");
    assert_eq!(verifier.finish(&head), Ok(()));
}

#[test]
fn times_are_the_seconds_that_the_calendar_says() {
    // By Python's calendar.timegm.
    for (text, seconds) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("2000-02-29T12:34:56Z", 951_827_696),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
    ] {
        assert_eq!(Verifier::new("account").feed(&first_entry_at(text, seconds)), Ok(()), "{text}");
        assert_eq!(Verifier::new("account").feed(&first_entry_at(text, seconds + 1)), broken(1, Why::Hash), "{text}");
    }
}

#[test]
fn times_have_one_form() {
    for text in [
        "",
        "2026-11-22",
        "2026-11-22T10:00:00",
        "2026-11-22t10:00:00Z",
        "2026-11-22T10:00:00z",
        "2026-11-22 10:00:00Z",
        "2026-11-22T10:00:00+00:00",
        "2026-11-22T10:00:00.0Z",
        "2026-11-22T10:00:00ZZ",
        "+026-11-22T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-00-22T10:00:00Z",
        "2026-13-22T10:00:00Z",
        "2026-11-00T10:00:00Z",
        "2026-11-31T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:00:60Z",
        "２026-11-22T10:00:0Z",
    ] {
        assert_eq!(Verifier::new("account").feed(&first_entry_at(text, 0)), broken(1, Why::Time), "{text}");
    }
}

#[test]
fn hashes_are_64_digits_in_lower_case_and_nothing_else_is_read() {
    let hash = "0123456789abcdef".repeat(4);
    assert_eq!(Hash::try_from(hash.clone()).map(String::from), Ok(hash.clone()));
    for bad in [hash.to_uppercase(), hash[1..].to_owned(), format!("{hash}0"), hash.replace('a', "g"), String::new()] {
        assert!(Hash::try_from(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn a_salt_and_a_signature_are_written_in_one_way_only() {
    let EvidencePage { items, head, account, .. } = record();
    // The last letter of 16 bytes carries two bits, of 64 bytes two as well: "w" is 110000.
    for salt in ["8PHy8_T19vf4-fr7_P3-_x", "8PHy8_T19vf4-fr7_P3-_w==", "8PHy8/T19vf4+fr7/P3+/w", "8PHy8_T19vf4-fr7_P3-"]
    {
        let mut verifier = Verifier::new(&account);
        verifier.feed(&items[0]).expect("the first");
        let entry = Entry { salt: Some(salt.into()), ..items[1].clone() };
        assert_eq!(verifier.feed(&entry), broken(2, Why::Text), "{salt}");
    }
    for change in [|text: &str| format!("{text}="), |text: &str| text.replace('w', "x"), |text: &str| text[1..].into()]
    {
        let signature = change(&head.signature);
        assert_eq!(Head { signature: signature.clone(), ..head.clone() }.signature_bytes(), None, "{signature}");
    }
}

prop_compose! {
    /// What one to six entries are made from.
    fn any_record()(made in prop::collection::vec(
        (0..100_000_i64, "\\PC{0,20}", any::<[u8; SALT_LENGTH]>(), any::<Vec<u8>>(), any::<bool>()), 1..7,
    )) -> Vec<Made> {
        made
    }
}

proptest! {
    #[test]
    fn every_record_that_was_written_holds_whatever_of_it_is_erased(made in any_record(), account in "\\PC{0,20}") {
        let (mut entries, head) = write_down(&account, &made);
        prop_assert_eq!(verify(&account, &entries, &head), Ok(()));
        for entry in &mut entries {
            entry.text = None;
            entry.salt = None;
        }
        prop_assert_eq!(verify(&account, &entries, &head), Ok(()));
    }

    #[test]
    fn any_changed_character_of_a_record_is_found(
        made in any_record(), place in any::<Index>(), letter in "[0-9a-zA-Z_\"{},: -]|\\PC",
    ) {
        let (entries, head) = write_down("account", &made);
        let mut letters: Vec<String> =
            serde_json::to_string(&entries).expect("JSON").chars().map(String::from).collect();
        let place = place.index(letters.len());
        letters[place] = letter;
        // What cannot be read is found, and what reads as it was is no change.
        if let Ok(changed) = serde_json::from_str::<Vec<Entry>>(&letters.concat())
            && changed != entries
        {
            prop_assert!(verify("account", &changed, &head).is_err(), "{:?}", changed);
        }
    }

    #[test]
    fn any_flipped_bit_of_a_hash_is_found(
        made in any_record(), which in any::<Index>(), hash in 0..4_usize, bit in 0..256_usize,
    ) {
        let (mut entries, head) = write_down("account", &made);
        let entry = which.get(&entries).number;
        let changed = &mut entries[usize::try_from(entry).expect("small") - 1];
        let hash = match hash {
            0 => &mut changed.previous,
            1 => &mut changed.sealed_hash,
            2 => &mut changed.text_hash,
            _ => &mut changed.hash,
        };
        hash.0[bit / 8] ^= 1 << (bit % 8);
        let found = verify("account", &entries, &head).expect_err("a change");
        prop_assert_eq!(found.number, entry);
    }

    #[test]
    fn an_entry_that_is_removed_doubled_or_moved_is_found(
        made in any_record(), from in any::<Index>(), to in any::<Index>(),
    ) {
        let (entries, head) = write_down("account", &made);
        let (from, to) = (from.index(entries.len()), to.index(entries.len()));
        let mut removed = entries.clone();
        let taken = removed.remove(from);
        prop_assert!(verify("account", &removed, &head).is_err());
        let mut doubled = entries.clone();
        doubled.insert(to, taken.clone());
        prop_assert!(verify("account", &doubled, &head).is_err());
        let mut moved = removed;
        moved.insert(to, taken);
        prop_assert_eq!(verify("account", &moved, &head).is_ok(), from == to);
    }

    #[test]
    fn a_record_that_is_written_anew_from_some_entry_on_misses_the_head(
        made in any_record(), which in any::<Index>(), text in "\\PC{0,20}",
    ) {
        let (_, head) = write_down("account", &made);
        let mut other = made.clone();
        let which = which.index(other.len());
        prop_assume!(other[which].1 != text);
        other[which].1 = text;
        let (forged, own_head) = write_down("account", &other);
        prop_assert_eq!(verify("account", &forged, &own_head), Ok(()));
        prop_assert_eq!(verify("account", &forged, &head), broken(forged.len() as u64, Why::Head));
    }
}
