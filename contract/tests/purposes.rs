//! The table of personal data: every field of a form has its row, and who receives what is as promised.

use contract::account::RegistrationForm;
use contract::contacts::ContactForm;
use contract::contacts::settings::SettingsForm;
use contract::form::Form;
use contract::profile::ProfileForm;
use contract::purposes::{Purpose, RecipientKind, Retention, TABLE, held_as};
use contract::support::SupportForm;

/// The names of a form's fields.
fn fields<F: Form + Default>() -> Vec<&'static str> {
    let mut names = Vec::new();
    F::default().each(&mut |name, _| names.push(name));
    names
}

/// The fields that somebody receives, in the order of the table.
fn received_by(any: &[RecipientKind]) -> Vec<&'static str> {
    TABLE.iter().filter(|row| row.recipients.iter().any(|kind| any.contains(kind))).map(|row| row.field).collect()
}

#[test]
fn every_field_of_registration_profile_contacts_and_support_has_a_row_and_every_row_is_such_a_field() {
    let own = fields::<RegistrationForm>().into_iter().chain(fields::<ProfileForm>()).map(str::to_owned);
    let contact = fields::<ContactForm>().into_iter().chain(fields::<SettingsForm>());
    let contact = contact.map(|field| format!("contact.{field}"));
    let written = fields::<SupportForm>().into_iter().map(|field| format!("support.{field}"));
    let asked: Vec<_> = own.chain(contact).chain(written).collect();
    for field in &asked {
        assert!(held_as(field).is_some(), "{field} is asked for, and nothing says why");
    }
    for row in TABLE {
        let group = format!("{}.", row.field);
        assert!(asked.iter().any(|field| *field == row.field || field.starts_with(&group)), "{}", row.field);
    }
}

#[test]
fn every_field_has_one_row_and_is_found_by_its_name_or_its_groups() {
    for (index, row) in TABLE.iter().enumerate() {
        assert_eq!(held_as(row.field), Some(row));
        assert!(TABLE[..index].iter().all(|earlier| earlier.field != row.field), "{} twice", row.field);
    }
    assert_eq!(held_as("address.postal_code").map(|row| row.field), Some("address"));
    assert_eq!(held_as("contact.quiet_hours.monday").map(|row| row.field), Some("contact"));
    assert_eq!(held_as("support.message").map(|row| row.field), Some("support"));
    assert_eq!(held_as("support.email").map(|row| row.field), Some("support.email"));
    for unknown in ["", ".", "addres", "card", "address_line1"] {
        assert_eq!(held_as(unknown), None, "{unknown}");
    }
}

#[test]
fn companies_that_deliver_messages_receive_names_country_address_of_mail_and_phone_and_nothing_else() {
    // P11: names, country, e-mail, phone; the e-mail of who writes to support without an account is one, too,
    // and so is the address of a contact, or it is a phone.
    assert_eq!(
        received_by(&[RecipientKind::MessageDelivery, RecipientKind::MailDelivery]),
        ["first_name", "last_name", "country", "email", "phone", "contact.address", "support.email"]
    );
    // And of the two means of reaching a person each company has its own.
    assert!(!received_by(&[RecipientKind::MessageDelivery]).contains(&"email"));
    assert!(!received_by(&[RecipientKind::MailDelivery]).contains(&"phone"));
}

#[test]
fn messengers_receive_the_address_in_them_and_the_name_of_who_wants_to_write_and_nothing_else() {
    assert_eq!(received_by(&[RecipientKind::Messengers]), ["first_name", "last_name", "contact.address"]);
}

#[test]
fn payment_companies_receive_what_the_promise_names_and_nothing_else() {
    // P14: names, country, phone, company, postal address, e-mail; the card is no field of these forms.
    assert_eq!(
        received_by(&[RecipientKind::PaymentCompanies]),
        ["first_name", "last_name", "country", "company", "email", "phone", "address"]
    );
}

#[test]
fn what_goes_to_somebody_is_held_for_what_they_do() {
    for row in TABLE {
        for recipient in row.recipients {
            let needed: &[Purpose] = match recipient {
                RecipientKind::MessageDelivery | RecipientKind::Messengers => &[Purpose::Communication],
                RecipientKind::MailDelivery => &[Purpose::Communication, Purpose::Answer],
                RecipientKind::PaymentCompanies => &[Purpose::Transactions],
            };
            let is_needed = row.purposes.iter().any(|purpose| needed.contains(purpose));
            assert!(is_needed, "{} goes to {}", row.field, recipient.code());
        }
    }
}

#[test]
fn nothing_is_held_for_no_reason_and_no_purpose_is_without_a_field() {
    for row in TABLE {
        assert!(!row.purposes.is_empty(), "{}", row.field);
        for (index, purpose) in row.purposes.iter().enumerate() {
            assert!(!row.purposes[..index].contains(purpose), "{} twice at {}", purpose.code(), row.field);
        }
    }
    for purpose in Purpose::ALL {
        assert!(TABLE.iter().any(|row| row.purposes.contains(&purpose)), "{}", purpose.code());
    }
    for recipient in RecipientKind::ALL {
        assert!(!received_by(&[recipient]).is_empty(), "{}", recipient.code());
    }
}

#[test]
fn personalising_improving_and_news_can_be_objected_to_and_nothing_else() {
    // P15, less transactions and what an e-mail about an order needs.
    let optional: Vec<_> = Purpose::ALL.into_iter().filter(|purpose| purpose.is_optional()).collect();
    assert_eq!(
        optional.iter().map(|purpose| purpose.code()).collect::<Vec<_>>(),
        ["personalise", "improve_site", "improve_service", "periodic_email"]
    );
}

#[test]
fn what_may_be_left_empty_is_kept_until_it_is_cleared() {
    // A profile with the fields below alone is refused for none of the others.
    let profile = ProfileForm {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        country: "GB".into(),
        time_zone: "Europe/London".into(),
        ..ProfileForm::default()
    };
    assert!(profile.check().is_ok());
    profile.each(&mut |field, typed| {
        let kept = if typed.is_empty() { Retention::UntilCleared } else { Retention::WithAccount };
        assert_eq!(held_as(field).map(|row| row.retention), Some(kept), "{field}");
    });
}

#[test]
fn what_is_written_to_support_is_held_to_answer_it_and_is_kept_as_long_as_its_request() {
    let form = SupportForm::default();
    form.each(&mut |field, _| {
        let row = held_as(&format!("support.{field}")).expect("a row");
        assert_eq!((row.purposes[0], row.retention), (Purpose::Answer, Retention::WithRequest), "{field}");
        let mail: &[RecipientKind] = if field == "email" { &[RecipientKind::MailDelivery] } else { &[] };
        assert_eq!(row.recipients, mail, "{field}");
    });
}

#[test]
fn codes_are_words_that_stand_for_one_thing_each() {
    let purposes = Purpose::ALL.map(Purpose::code);
    let recipients = RecipientKind::ALL.map(RecipientKind::code);
    let retentions = [Retention::WithAccount, Retention::UntilCleared, Retention::UntilRemoved, Retention::WithRequest]
        .map(Retention::code);
    for codes in [&purposes[..], &recipients[..], &retentions[..]] {
        for (index, code) in codes.iter().enumerate() {
            assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
            assert!(!codes[..index].contains(code), "{code} twice");
        }
    }
}
