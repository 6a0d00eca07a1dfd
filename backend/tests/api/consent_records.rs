//! Recorded choices: each is listed and proved to who made it, in a chain that shows what was done to it.

use std::fs;

use contract::evidence::{Broken, Entry, Hash, Verifier, Why};
use serde_json::{Value, json};

use crate::consents::{
    ADAS, BOBS, PATH, TEXT_HASH, choose, cookie, facts, get, id, listed, now, post, receipts, record,
};
use crate::evidence::page;
use crate::people::{PASSWORD, Someone, register, someone};
use crate::server::{Server, eventually, try_to_change_database};

/// Follows entries from the beginning of a chain.
fn follow_from(chain: &str, receipts: &[(Value, Entry)]) -> Result<(), Broken> {
    let mut verifier = Verifier::new(chain);
    receipts.iter().try_for_each(|(_, entry)| verifier.feed(entry))
}

#[test]
fn each_person_and_each_browser_sees_its_own_choices_the_newest_first() {
    let server = Server::start();
    let (alice, bob) = (someone(&server, "alice@example.org"), someone(&server, "bob@example.org"));
    let at = now(&server) - 1000;
    let (adas, bobs) = (cookie(ADAS, at, "-"), cookie(BOBS, at, "-"));
    let of_alice = id(&choose(&server, &[&alice.cookie, &adas], &record(ADAS, at, &["necessary"])));
    let of_bob = id(&choose(&server, &[&bob.cookie, &bobs], &record(BOBS, at, &["necessary"])));
    // Charlie is not signed in, in the browser that Alice used.
    let of_nobody = id(&choose(&server, &[&adas], &record(ADAS, at + 1, &["necessary", "preferences"])));
    assert_eq!(listed(&server, &[&alice.cookie], ""), [of_alice.as_str()]);
    assert_eq!(listed(&server, &[&bob.cookie, &adas], ""), [of_bob.as_str()]);
    assert_eq!(listed(&server, &[&adas], ""), [of_nobody.as_str()]);
    assert_eq!(listed(&server, &[], &format!("?consent_id={ADAS}")), [of_nobody.as_str()]);
    assert_eq!(listed(&server, &[&adas], &format!("?consent_id={BOBS}")), [""; 0]);
    for nobody in ["", "consent=damaged", &cookie(BOBS, at, "-"), "__Host-session=ended"] {
        assert_eq!(listed(&server, &[nobody], ""), [""; 0], "{nobody}");
    }
    let receipt = |cookies: &[&str], id: &str, query: &str| get(&server, cookies, &format!("/{id}/receipt{query}"));
    for (cookies, own, foreign) in [
        (&[alice.cookie.as_str(), &adas][..], &of_alice, [&of_bob, &of_nobody]),
        (&[bob.cookie.as_str(), &adas], &of_bob, [&of_alice, &of_nobody]),
        (&[adas.as_str()], &of_nobody, [&of_alice, &of_bob]),
    ] {
        let answer = receipt(cookies, own, "");
        assert_eq!((answer.status, &answer.json()["consent"]["id"]), (200, &json!(own)));
        for other in foreign {
            receipt(cookies, other, "").assert_refused("not_found", 404);
        }
    }
    assert_eq!(receipt(&[], &of_nobody, &format!("?consent_id={ADAS}")).status, 200);
    receipt(&[], &of_nobody, "").assert_refused("not_found", 404);
    receipt(&[], &of_nobody, &format!("?consent_id={BOBS}")).assert_refused("not_found", 404);
    receipt(&[&adas], "%ff", "").assert_refused("not_found", 404);
    receipt(&[&adas], &of_nobody, "?consent_id=x").assert_refused("malformed", 400);
    for query in ["?limit=0", "?limit=201", "?limit=x", "?cursor=x", "?page=2", "?consent_id=", "?consent_id=short"] {
        get(&server, &[&adas], query).assert_refused("malformed", 400);
    }
    get(&server, &[&adas], &format!("?cursor={of_alice}")).assert_refused("malformed", 400);
}

#[test]
fn choices_of_somebody_without_an_account_are_erased_360_days_after_the_last_one_and_joined_ones_stay() {
    const DAY: i64 = 24 * 60 * 60;
    let server = Server::start();
    let at = now(&server) - 1000;
    let (adas, bobs) = (cookie(ADAS, at, "-"), cookie(BOBS, at, "-"));
    let mine = id(&choose(&server, &[&adas], &record(ADAS, at, &["necessary"])));
    choose(&server, &[&bobs], &record(BOBS, at, &["necessary"]));
    register(&server, "bob@example.org");
    let sign_in = json!({ "email": "bob@example.org", "password": PASSWORD });
    assert_eq!(server.ask("POST", "/api/v1/session", &[("Cookie", &bobs)], &sign_in).status, 200);
    // The cookies are over by then; who kept the id still asks with it.
    let [of_ada, of_bob] = [ADAS, BOBS].map(|id| format!("?consent_id={id}"));
    server.set_clock_ahead(360 * DAY - 60);
    assert_eq!(listed(&server, &[], &of_ada), [mine.as_str()]);
    server.set_clock_ahead(361 * DAY);
    eventually("the erasure", || listed(&server, &[], &of_ada).is_empty().then_some(()));
    assert_eq!(listed(&server, &[], &of_bob).len(), 1);
}

#[test]
fn the_list_comes_in_pages_by_the_time_of_the_choice_and_by_arrival_within_a_second() {
    let server = Server::start();
    let at = now(&server) - 1000;
    let held = cookie(ADAS, at + 10, "-");
    let at_second =
        |second: i64, categories: &[&str]| id(&choose(&server, &[], &record(ADAS, at + second, categories)));
    let yes = ["necessary", "preferences"];
    let (newest, first, second, late) =
        (at_second(9, &yes), at_second(5, &yes), at_second(5, &["necessary"]), at_second(7, &yes));
    let mut seen = Vec::new();
    let mut query = "?limit=1".to_owned();
    loop {
        let page = get(&server, &[&held], &query).json();
        seen.extend(page["items"].as_array().expect("a list").iter().map(id));
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=1&cursor={next}");
    }
    assert_eq!(seen, [newest, late, second, first]);
}

#[test]
fn the_chain_of_a_browser_holds_from_the_receipts_alone_and_takes_no_change() {
    let mut server = Server::start();
    let at = now(&server) - 1000;
    let held = cookie(ADAS, at, "-");
    for second in 0..4 {
        choose(&server, &[], &record(ADAS, at + second, &["necessary"]));
        choose(&server, &[], &record(BOBS, at + second, &["necessary"]));
    }
    let whole = receipts(&server, &[&held]);
    assert_eq!(whole.iter().map(|(_, entry)| entry.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(follow_from(ADAS, &whole), Ok(()));
    assert_eq!(follow_from(BOBS, &whole), Err(Broken { number: 1, why: Why::Previous }));
    let (receipt, entry) = &whole[2];
    assert_eq!(receipt["chain"], ADAS);
    let mut recorded = record(ADAS, at + 2, &["necessary"]);
    recorded["kind"] = json!("cookie_choice");
    let text: Value = serde_json::from_str(entry.text.as_deref().expect("a text")).expect("JSON");
    assert_eq!(text, recorded, "what was sent is what is recorded");
    assert_eq!(receipt["consent"]["received_at"], entry.at);

    for (sql, refusal) in [
        ("UPDATE consent_entries SET at = at + 1", "never changed"),
        ("DELETE FROM consent_entries WHERE number = 4", "with their chain only"),
        (
            "INSERT INTO consent_entries SELECT chain, 6, at, previous, sealed, text_hash, hash FROM consent_entries",
            "at their end",
        ),
        (
            "INSERT OR REPLACE INTO consent_entries
             SELECT chain, 2, at, previous, sealed, text_hash, hash FROM consent_entries",
            "at their end",
        ),
    ] {
        let error = try_to_change_database(&server.data(), sql).expect_err("it is refused");
        assert!(error.contains(refusal), "{sql}: {error}");
    }
    let verdict = server.command(&["verify-evidence"]);
    assert_eq!(String::from_utf8_lossy(&verdict.stdout), "All records hold: 2\n");

    server.change_database("DROP TRIGGER consent_entries_are_never_changed");
    server.change_database("DROP TRIGGER consent_entries_go_with_their_chain_only");
    server.change_database("UPDATE consent_entries SET at = at - 1 WHERE number = 3");
    server.kill_and_restart();
    let changed = receipts(&server, &[&held]);
    assert!(matches!(follow_from(ADAS, &changed), Err(Broken { number: 3, why: Why::Time | Why::Hash })));
    let verdict = server.command(&["verify-evidence"]);
    assert_eq!(verdict.status.code(), Some(1));
    let said = String::from_utf8_lossy(&verdict.stdout).into_owned();
    assert_eq!(said.lines().filter(|line| line.contains("broken at entry 3")).count(), 2, "{said}");
    assert!(!said.contains(ADAS), "{said}");
    server.change_database("UPDATE consent_entries SET at = at + 1 WHERE number = 3");
    assert!(server.command(&["verify-evidence"]).status.success());
    server.change_database("DELETE FROM consent_entries WHERE number = 4");
    let said = String::from_utf8_lossy(&server.command(&["verify-evidence"]).stdout).into_owned();
    assert_eq!(said.lines().filter(|line| line.contains("broken at entry 4 (Length)")).count(), 2, "{said}");
    server.change_database("DELETE FROM consents WHERE number = 4");
    assert!(server.command(&["verify-evidence"]).status.success(), "nothing names what was cut");
    server.change_database("UPDATE consent_entries SET sealed = x'00' WHERE number = 1");
    let said = String::from_utf8_lossy(&server.command(&["verify-evidence"]).stdout).into_owned();
    assert_eq!(said.lines().filter(|line| line.contains("broken at entry 1 (Text)")).count(), 2, "{said}");
    // A whole chain goes, as retention will have it.
    server.change_database("DELETE FROM consent_chains");
    let verdict = server.command(&["verify-evidence"]);
    assert_eq!(String::from_utf8_lossy(&verdict.stdout), "All records hold: 0\n");
    assert_eq!(listed(&server, &[&held], ""), [""; 0]);
}

#[test]
fn a_choice_of_who_is_signed_in_stands_in_the_accounts_record() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let at = now(&server);
    let body = record(ADAS, at, &["necessary", "preferences"]);
    let consent = choose(&server, &[&alice.cookie, &cookie(ADAS, at, "p")], &body);
    let mut fact = body.clone();
    fact["kind"] = json!("cookie_choice");
    assert_eq!(facts(&alice), [fact]);
    let receipt = get(&server, &[&alice.cookie], &format!("/{}/receipt", id(&consent))).json();
    let evidence = page(&alice, "");
    assert_eq!(receipt["chain"], evidence.account);
    assert_eq!(receipt["entry"], serde_json::to_value(evidence.items.last()).expect("JSON"));
    assert_eq!(receipt["consent"], consent);
    assert_eq!(listed(&server, &[], &format!("?consent_id={ADAS}")), [""; 0], "it is not the browser's");
    server.change_database("DELETE FROM accounts");
    assert_ne!(choose(&server, &[], &body)["id"], consent["id"], "it went with the account");
}

#[test]
fn who_signs_in_takes_the_choices_of_the_browser_along_once_for_each_end() {
    let server = Server::start();
    register(&server, "alice@example.org");
    register(&server, "bob@example.org");
    let at = now(&server) - 1000;
    let browser = cookie(ADAS, at + 1, "-");
    let sign_in = |email: &str, cookies: &[&str]| {
        let credentials = json!({ "email": email, "password": PASSWORD });
        let answer = server.ask("POST", "/api/v1/session", &[("Cookie", &cookies.join("; "))], &credentials);
        assert_eq!(answer.status, 200);
        Someone::of(&server, answer.cookie())
    };
    let before = sign_in("alice@example.org", &[&browser]);
    assert_eq!(facts(&before), [json!(null); 0], "there is no chain yet");
    let first = id(&choose(&server, &[&browser], &record(ADAS, at, &["necessary", "preferences"])));
    let second = id(&choose(&server, &[&browser], &record(ADAS, at + 1, &["necessary"])));
    let end = receipts(&server, &[&browser])[1].1.hash;
    let alice = sign_in("alice@example.org", &[&browser]);
    let joined = |length: u64, head: Hash| {
        let head = String::from(head);
        json!({ "kind": "cookie_record_joined", "consent_id": ADAS, "length": length, "head": head })
    };
    assert_eq!(facts(&alice), [joined(2, end)]);
    assert_eq!(listed(&server, &[&alice.cookie], ""), [second.clone(), first.clone()]);
    let receipt = get(&server, &[&alice.cookie], &format!("/{first}/receipt")).json();
    assert_eq!(receipt["chain"], ADAS);
    assert_eq!(facts(&sign_in("alice@example.org", &[&browser])), [joined(2, end)], "once");
    for other in ["consent=damaged", &cookie(BOBS, at, "-")] {
        assert_eq!(facts(&sign_in("alice@example.org", &[other])), [joined(2, end)]);
    }
    // Signed in, a choice is the account's; signed out, somebody else may sit there.
    let third = id(&choose(&server, &[&alice.cookie, &browser], &record(ADAS, at + 2, &["necessary"])));
    let fourth = id(&choose(&server, &[&browser], &record(ADAS, at + 3, &["necessary"])));
    assert_eq!(listed(&server, &[&alice.cookie], ""), [third.clone(), second.clone(), first.clone()]);
    get(&server, &[&alice.cookie], &format!("/{fourth}/receipt")).assert_refused("not_found", 404);
    let bob = sign_in("bob@example.org", &[&browser]);
    let longer = receipts(&server, &[&browser])[2].1.hash;
    assert_eq!(facts(&bob), [joined(3, longer)]);
    assert_eq!(listed(&server, &[&bob.cookie], ""), [fourth.clone(), second.clone(), first.clone()]);
    get(&server, &[&bob.cookie], &format!("/{third}/receipt")).assert_refused("not_found", 404);
    let alice = sign_in("alice@example.org", &[&browser]);
    assert_eq!(facts(&alice).last(), Some(&joined(3, longer)));
    assert_eq!(listed(&server, &[&alice.cookie], ""), [fourth, third, second, first]);
    assert!(server.command(&["verify-evidence"]).status.success());

    // A chain that was cut, and its index with it, is not as the account's record says.
    server.change_database("DROP TRIGGER consent_entries_go_with_their_chain_only");
    server.change_database("DELETE FROM consent_entries WHERE number = 3");
    server.change_database("DELETE FROM consents WHERE number = 3");
    let said = String::from_utf8_lossy(&server.command(&["verify-evidence"]).stdout).into_owned();
    assert!(said.contains("broken at entry 3 (Length)"), "{said}");
    choose(&server, &[], &record(ADAS, at + 5, &["necessary"]));
    let said = String::from_utf8_lossy(&server.command(&["verify-evidence"]).stdout).into_owned();
    assert!(said.contains("broken at entry 3 (Head)"), "another one in its place: {said}");
}

#[test]
fn a_wrong_password_joins_nothing() {
    let server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let at = now(&server);
    let held = cookie(ADAS, at, "-");
    choose(&server, &[&held], &record(ADAS, at, &["necessary"]));
    let wrong = json!({ "email": "alice@example.org", "password": "a wrong password" });
    server.ask("POST", "/api/v1/session", &[("Cookie", &held)], &wrong).assert_refused("wrong_credentials", 422);
    assert_eq!(facts(&alice), [json!(null); 0]);
    assert_eq!(listed(&server, &[&alice.cookie], ""), [""; 0]);
}

#[test]
fn a_broken_record_lets_its_person_in_and_takes_no_choice() {
    let server = Server::start();
    register(&server, "alice@example.org");
    let at = now(&server);
    let held = cookie(ADAS, at, "-");
    choose(&server, &[&held], &record(ADAS, at, &["necessary"]));
    server.change_database("DROP TRIGGER evidence_goes_with_its_account_only");
    server.change_database("DELETE FROM evidence WHERE number = 2");
    let credentials = json!({ "email": "alice@example.org", "password": PASSWORD });
    let answer = server.ask("POST", "/api/v1/session", &[("Cookie", &held)], &credentials);
    assert_eq!(answer.status, 200);
    let session = answer.cookie();
    assert_eq!(listed(&server, &[&session, &held], ""), [""; 0], "nothing joined");
    let later = post(&server, &[&session, &held], &record(ADAS, at + 1, &["necessary"]));
    later.assert_refused("internal", 500);
    assert_eq!(later.header("set-cookie"), None, "so that the page sends it again");
    assert_eq!(page(&Someone::of(&server, session), "").items.len(), 1);
}

#[test]
fn nothing_says_in_clear_which_browser_or_who_chose_what() {
    let mut server = Server::start();
    let alice = someone(&server, "alice@example.org");
    let at = now(&server);
    let from = |cookies: &str, id: &str, key: &str| {
        let headers = [
            ("Cookie", cookies),
            ("User-Agent", "Planted-Browser/1.0"),
            ("X-Forwarded-For", "203.0.113.77"),
            ("Forwarded", "for=203.0.113.77"),
            ("Idempotency-Key", key),
        ];
        let answer = server.ask("POST", PATH, &headers, &record(id, at, &["necessary", "preferences"]));
        assert_eq!(answer.status, 201);
    };
    from(&cookie(ADAS, at, "p"), ADAS, "one");
    from(&[&alice.cookie, "; ", &cookie(BOBS, at, "p")].concat(), BOBS, "two");
    let credentials = json!({ "email": "alice@example.org", "password": PASSWORD });
    let held = cookie(ADAS, at, "p");
    assert_eq!(server.ask("POST", "/api/v1/session", &[("Cookie", &held)], &credentials).status, 200);
    assert_eq!(listed(&server, &[], &format!("?consent_id={ADAS}")).len(), 1);
    let planted = [
        ADAS,
        BOBS,
        "Planted-Browser",
        "203.0.113.77",
        "127.0.0.1",
        TEXT_HASH,
        "cookie_choice",
        "cookie_record_joined",
    ];
    for is_stopped in [false, true] {
        if is_stopped {
            server.kill();
        }
        for name in ["account.sqlite3", "account.sqlite3-wal"] {
            let bytes = fs::read(server.data().join(name)).expect("a file");
            for text in planted {
                assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} is in {name}");
            }
        }
    }
    for text in [ADAS, BOBS, "Planted-Browser", "203.0.113.77"] {
        assert!(!server.log().contains(text), "{text} is in the log");
    }
    // Nor is it sealed anywhere: the record is what was sent, and nothing else.
    let addresses = ["203.0.113.77", "127.0.0.1", "Planted-Browser"];
    server.start_again();
    for (receipt, _) in receipts(&server, &[&held]) {
        assert!(!addresses.iter().any(|text| receipt.to_string().contains(text)), "{receipt}");
    }
}
