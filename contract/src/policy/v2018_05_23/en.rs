//! English: the version of 23 May 2018 and the page around it.

use super::super::{Frame, SectionWords, Words};

/// What the version says, and what stands around it.
pub(super) const WORDS: Words = Words {
    title: "Privacy policy",
    summary: "We collect the data that you give us when you register or place an order. We do not sell it, and at any \
    time you can change it, get it, or ask us to delete it.",
    in_force: "In force since 23 May 2018",
    sections: SECTIONS,
    frame: Frame {
        language: "English",
        skip: "Skip to the text",
        site: "Site",
        profile: "Profile",
        contacts: "Contacts",
        payments: "Payments",
        privacy: "Privacy",
        contents: "Contents",
        paragraph: "Paragraph",
        version: "Version",
        controls: &[
            ("/", "Start page"),
            ("/register", "Register"),
            ("/profile", "Open Profile"),
            ("/contacts", "Open Contacts"),
            ("/cookies", "Choose your cookies"),
            ("/policy", "See every version"),
            ("/support", "Write to support"),
            ("/privacy/evidence", "See your record of evidence"),
            ("/privacy/recipients", "See who received what"),
        ],
    },
};

const SECTIONS: &[SectionWords] = &[
    SectionWords {
        id: "collection",
        title: "What we collect",
        paragraphs: &[
            (
                "collection-scope",
                "HostTracker is a website-monitoring service. “We” means the company that runs it; “you” means anyone \
                who uses it or visits our site.",
            ),
            ("collection-when", "We collect data about you when you register and when you place an order."),
            (
                "collection-profile",
                "We may ask for your first name, last name, gender, country of residence, time zone, company, e-mail \
                address, postal address and phone number. You need not tell us your gender: you can answer “prefer not \
                to say”, and you can clear your answer at any time.",
            ),
            (
                "collection-messengers",
                "You can also give us the names of your accounts in Slack, Skype, Viber, Facebook Messenger and \
                Telegram.",
            ),
            ("collection-card", "When you place an order, we may also ask for your payment-card details."),
            (
                "collection-anonymous",
                "You can visit our public pages anonymously: with no account and without a single cookie.",
            ),
        ],
    },
    SectionWords {
        id: "updating",
        title: "How to update your data",
        paragraphs: &[
            (
                "updating-profile",
                "To update your names, country, company and main contacts, sign in and open Profile. What stood there \
                before stays in your history of changes, as long as your account, so that you can take a change back.",
            ),
            ("updating-contacts", "You can change or remove your other contacts in Contacts."),
            ("updating-billing", "You can update your billing data in Payments."),
        ],
    },
    SectionWords {
        id: "retention",
        title: "How long we keep your data",
        paragraphs: &[
            (
                "retention-temporary",
                "If you have a temporary package, such as Trial, we keep your data for 3 months after it expires.",
            ),
            (
                "retention-paid",
                "If you have a paid subscription, we keep your data for 2 years after the paid period ends, so that \
                you can renew it with your statistics intact.",
            ),
            (
                "retention-free",
                "If you have the permanent Free package, we keep your data indefinitely, unless you ask us to delete \
                it.",
            ),
        ],
    },
    SectionWords {
        id: "rights",
        title: "Your rights",
        paragraphs: &[
            (
                "rights-gdpr",
                "We comply with the GDPR. You have the right to access your data, to have it corrected or erased, and \
                to take it elsewhere. You can also ask us to restrict processing, object to it, and withdraw your \
                consent.",
            ),
            (
                "rights-erasure",
                "We delete personal data within 5 business days of your request. You get a reference number and a due \
                date, and you can cancel the request until the deletion starts.",
            ),
            (
                "rights-contacts",
                "To change how we process your contact data, change your notification and report settings, or add, \
                edit or delete contacts.",
            ),
            (
                "rights-billing",
                "You can change your payment method at any time. If you want us to stop processing your billing data, \
                switch to the Free package: we then erase your card data.",
            ),
            (
                "rights-copy",
                "When you ask, we give you all the personal data of your account, or share it with a person or company \
                that you name. You choose which data to share and until when, and you can take the access back.",
            ),
        ],
    },
    SectionWords {
        id: "messages",
        title: "Messages from us",
        paragraphs: &[
            (
                "messages-time",
                "We use your data to reach you in a suitable form and at a time that suits you. You can set quiet \
                hours for each contact.",
            ),
            (
                "messages-kinds",
                "We send set kinds of messages: alerts about website problems, uptime statistics, billing notices, \
                service updates and others. Your settings decide which of them a contact receives.",
            ),
            (
                "messages-confirmed",
                "We send messages only to contacts that their holders have knowingly confirmed. Until it is confirmed, \
                a contact can receive nothing but the request to confirm it.",
            ),
        ],
    },
    SectionWords {
        id: "purposes",
        title: "What else we use your data for",
        paragraphs: &[
            (
                "purposes-service",
                "Inside the company, we use data to personalise the service for you, to improve the site, also thanks \
                to your feedback, and to serve our customers better.",
            ),
            (
                "purposes-orders",
                "We also use it to process transactions and to send e-mails: about your order and, now and then, with \
                company news and related products.",
            ),
            ("purposes-objection", "You can object to any purpose that is optional: each has a switch of its own."),
        ],
    },
    SectionWords {
        id: "recipients",
        title: "Who receives your data",
        paragraphs: &[
            (
                "recipients-none",
                "We do not sell or trade your personal data. Without your consent we do not pass it to anyone outside \
                the company, unless that is needed to deliver what you buy from us.",
            ),
            (
                "recipients-trusted",
                "Trusted partners who help us run the site, run the business or serve customers receive data only if \
                they are bound to keep it confidential.",
            ),
            (
                "recipients-messages",
                "Your names, country, e-mail address and phone number may go to companies that deliver our messages, \
                such as SMS gateways and mobile operators. We record what we passed on, to whom and when, and for \
                which message.",
            ),
            (
                "recipients-payments",
                "When you place an order, payment companies receive your names, country, phone number, company, postal \
                address, e-mail address and card data.",
            ),
            (
                "recipients-recurring",
                "With a permanent subscription, later payments may be made automatically with the same data. You can \
                see the date of the next one in Payments.",
            ),
            (
                "recipients-law",
                "We may also disclose data when the law requires it, to enforce the rules of our site, or to protect \
                the rights, property or safety of the company or of others.",
            ),
            (
                "recipients-anonymous",
                "Information about visitors that identifies nobody may go to others for marketing and advertising. But \
                the cookie categories “statistics” and “marketing” stay off until you turn them on.",
            ),
        ],
    },
    SectionWords {
        id: "security",
        title: "How we protect your data",
        paragraphs: &[
            (
                "security-storage",
                "We keep your information in a secure data centre and send it over an encrypted connection (TLS). Card \
                data and other sensitive information are encrypted in our database as well.",
            ),
            (
                "security-access",
                "Only people with special rights, bound to confidentiality, can read the encrypted data. Whatever they \
                do with your data is recorded with their name and the reason, and you can see that record.",
            ),
            (
                "security-breach",
                "If there is a breach of unencrypted data, we tell every person affected within 72 hours of learning \
                of it.",
            ),
        ],
    },
    SectionWords {
        id: "cookies",
        title: "Cookies",
        paragraphs: &[
            (
                "cookies-purpose",
                "A cookie is a short piece of information kept in your browser. With cookies we recognise your browser \
                and remember your preferences for later visits.",
            ),
            (
                "cookies-consent",
                "Cookies that are not necessary are kept only with your consent. You can withdraw it at any time, and \
                we erase them at once.",
            ),
        ],
    },
    SectionWords {
        id: "bot",
        title: "The chat bot",
        paragraphs: &[
            (
                "bot-microsoft",
                "Our chat bot runs on the Microsoft Bot Framework. Microsoft receives what you write to the bot. The \
                rules that Microsoft follows are in its privacy statement: \
                https://privacy.microsoft.com/privacystatement.",
            ),
            (
                "bot-channel",
                "The terms and the privacy rules of the messenger that you use apply to the conversation too.",
            ),
            (
                "bot-abuse",
                "You can report abuse to Microsoft: go to https://www.botframework.com and choose “Report abuse” in \
                the menu.",
            ),
        ],
    },
    SectionWords {
        id: "california",
        title: "California and browser signals",
        paragraphs: &[
            (
                "california-consent",
                "We comply with the California Online Privacy Protection Act (CalOPPA). Without your consent we do not \
                pass your personal data to anyone outside the company, except as we say under “Who receives your \
                data”.",
            ),
            ("california-profile", "You can change your data at any time: sign in and open Profile."),
            (
                "california-gpc",
                "When your browser sends the Global Privacy Control signal (GPC), we take it as a refusal: statistics \
                and marketing stay off.",
            ),
            (
                "california-dnt",
                "The older Do Not Track signal (DNT) changes nothing here: with or without it, statistics and \
                marketing are off until you turn them on.",
            ),
        ],
    },
    SectionWords {
        id: "changes",
        title: "Changes to this policy",
        paragraphs: &[
            (
                "changes-date",
                "This version of the policy was published on 23 May 2018 and has been in force since that day.",
            ),
            (
                "changes-told",
                "We publish changes on the policy page and update the date of modification. When you come back after a \
                change, we tell you about it and show you the differences.",
            ),
        ],
    },
    SectionWords {
        id: "contact",
        title: "Contact",
        paragraphs: &[(
            "contact-support",
            "Send questions and requests, also those about your data, with the form on the support page \
                (/support). Each has a reference number and a status, so you know what is happening with it.",
        )],
    },
];
