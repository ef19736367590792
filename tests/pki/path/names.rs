//! Name constraints (RFC 5280 §4.2.1.10): each form and rule, each name outside beside one inside.

use certready::pki::path::{Incomparable, MOST_COMPARISONS, NameConstraints, NameFault, NameForm, NamesAllowed};
use certready::pki::{BadElement, Certificate};

use super::super::Dice;
use crate::common::cert::Cert;
use crate::common::der;

const SUBJECT_ALT_NAME: &str = "2.5.29.17";

fn mail(address: &str) -> Vec<u8> {
    der::primitive(1, address.as_bytes())
}

fn dns(name: &str) -> Vec<u8> {
    der::primitive(2, name.as_bytes())
}

fn uri(uri: &str) -> Vec<u8> {
    der::primitive(6, uri.as_bytes())
}

fn ip(octets: &[u8]) -> Vec<u8> {
    der::primitive(7, octets)
}

/// A directoryName of relative names, each of attributes: type in dotted form, string tag, value.
fn directory(relative: &[&[(&str, u8, &str)]]) -> Vec<u8> {
    let attribute =
        |(kind, tag, value): &(&str, u8, &str)| der::seq([der::oid(kind), der::tlv(*tag, value.as_bytes())]);
    let set = |attributes: &&[(&str, u8, &str)]| der::tlv(0x31, &der::join(attributes.iter().map(attribute)));
    der::context(4, &der::seq(relative.iter().map(set)))
}

const C: &str = "2.5.4.6";
const O: &str = "2.5.4.10";
const OU: &str = "2.5.4.11";
const CN: &str = "2.5.4.3";
const UTF8: u8 = 0x0c;
const PRINTABLE: u8 = 0x13;

/// The fields permittedSubtrees and excludedSubtrees, each left out where empty.
fn value<N: AsRef<[u8]>>(permitted: &[N], excluded: &[N]) -> Vec<u8> {
    let field = |number, names: &[N]| {
        let subtrees = der::join(names.iter().map(|name| der::seq([name])));
        if names.is_empty() { Vec::new() } else { der::context(number, &subtrees) }
    };
    der::seq([field(0, permitted), field(1, excluded)])
}

fn constraints<N: AsRef<[u8]>>(permitted: &[N], excluded: &[N]) -> NameConstraints {
    NameConstraints::decode(&value(permitted, excluded)).unwrap()
}

fn allowed(constraints: &[NameConstraints]) -> NamesAllowed {
    let mut allowed = NamesAllowed::default();
    for one in constraints {
        allowed.narrow(one);
    }
    allowed
}

fn permitted<N: AsRef<[u8]>>(names: &[N]) -> NamesAllowed {
    allowed(&[constraints(names, &[])])
}

fn excluded<N: AsRef<[u8]>>(names: &[N]) -> NamesAllowed {
    allowed(&[constraints(&[], names)])
}

/// A certificate under `C=BE, O=Certready Test, CN=mail` with these alternative names; without the extension for none.
fn with<N: AsRef<[u8]>>(names: &[N]) -> Certificate {
    // The extension holds at least one name (§4.2.1.6).
    if names.is_empty() { leaf().self_signed().certificate() } else { with_value(&der::seq(names)) }
}

fn with_value(alternative_names: &[u8]) -> Certificate {
    leaf().extension(SUBJECT_ALT_NAME, false, alternative_names).self_signed().certificate()
}

fn leaf() -> Cert {
    Cert::leaf("mail").names(&[])
}

/// What a fault says, short enough for a table.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Admitted,
    NotPermitted,
    Excluded,
    NoHostName,
    Unsupported(Incomparable),
}

fn said(verdict: &Result<(), NameFault>) -> Said {
    match verdict {
        Ok(()) => Said::Admitted,
        Err(NameFault::NotPermitted { .. }) => Said::NotPermitted,
        Err(NameFault::Excluded { .. }) => Said::Excluded,
        Err(NameFault::NoHostName { .. }) => Said::NoHostName,
        Err(NameFault::Unsupported { why, .. }) => Said::Unsupported(*why),
        Err(other) => panic!("{other}"),
    }
}

/// Each constraint, alone in the permitted and alone in the excluded subtrees, with names inside and outside.
fn each_way(form: fn(&str) -> Vec<u8>, table: &[(&str, &[&str], &[&str])]) {
    for (constraint, inside, outside) in table {
        let (permitted, excluded) = (permitted(&[form(constraint)]), excluded(&[form(constraint)]));
        for name in *inside {
            let certificate = with(&[form(name)]);
            assert_eq!(said(&permitted.admit(&certificate)), Said::Admitted, "{name} in {constraint}");
            assert_eq!(said(&excluded.admit(&certificate)), Said::Excluded, "{name} in {constraint}");
        }
        for name in *outside {
            let certificate = with(&[form(name)]);
            assert_eq!(said(&permitted.admit(&certificate)), Said::NotPermitted, "{name} not in {constraint}");
            assert_eq!(said(&excluded.admit(&certificate)), Said::Admitted, "{name} not in {constraint}");
        }
    }
}

/// Names that can't be compared with a constraint of their form, whichever way it goes; without it they don't matter.
fn never_compared(form: fn(&str) -> Vec<u8>, constraint: &str, names: &[&str]) {
    for name in names {
        let certificate = with(&[form(name)]);
        for allowed in [permitted(&[form(constraint)]), excluded(&[form(constraint)])] {
            let verdict = allowed.admit(&certificate);
            assert_eq!(said(&verdict), Said::Unsupported(Incomparable::NameUnreadable), "{name}");
        }
        assert_eq!(NamesAllowed::default().admit(&certificate), Ok(()), "{name}");
    }
}

// RFC 5280 §4.2.1.10: at least one of the two fields, and at least one subtree in each.
#[test]
fn constraints_that_are_none_are_not_decoded() {
    let field = der::context(0, &der::seq([dns("example.com")]));
    assert!(NameConstraints::decode(&der::seq([&field])).is_ok());
    let bad = |value: &[u8]| NameConstraints::decode(value).unwrap_err();
    assert_eq!(bad(&der::seq::<&[u8]>([])), BadElement::Missing);
    assert_eq!(bad(&der::seq([der::context(0, &[])])), BadElement::Missing);
    assert_eq!(bad(&der::seq([der::context(1, &[])])), BadElement::Missing);
    assert_eq!(bad(&der::join([der::seq([&field]), der::null()])), BadElement::Trailing { count: 2 });
    assert_eq!(bad(&der::seq([field.clone(), der::null()])), BadElement::Trailing { count: 2 });
    assert_eq!(bad(&der::seq([&field, &field])), BadElement::Trailing { count: field.len() });
    let subtree = |fields: &[Vec<u8>]| der::seq([der::context(0, &der::seq(fields))]);
    assert_eq!(bad(&subtree(&[])), BadElement::Missing);
    assert_eq!(bad(&subtree(&[dns("a"), dns("b")])), BadElement::Trailing { count: 3 });
    assert_eq!(bad(&subtree(&[dns("a"), der::primitive(0, &[])])), BadElement::Value);
}

// §4.2.1.10: a host and whatever is made of it by labels on its left; case does not matter (§7.2).
#[test]
fn a_dns_name_is_within_its_own_domain_only() {
    each_way(
        dns,
        &[
            (
                "host.example",
                &["host.example", "a.host.example", "a.b.host.example", "A.Host.EXAMPLE", "host.example."],
                &["ahost.example", "example", "host.example.org", "host"],
            ),
            ("Host.Example.", &["host.example", "a.host.example."], &["example"]),
            (".example.com", &["a.example.com", "a.b.example.com"], &["example.com", "aexample.com", "com"]),
            ("", &["example.com", "localhost", "*.example.com"], &[]),
        ],
    );
}

// A wildcard stands for every host of one label more (RFC 6125 §6.4.3): all must be permitted, and none excluded.
#[test]
fn a_wildcard_is_permitted_as_a_whole_and_excluded_for_a_part() {
    let table: [(&str, &str, Said, Said); 8] = [
        ("example.com", "*.example.com", Said::Admitted, Said::Excluded),
        ("example.com", "*.a.example.com", Said::Admitted, Said::Excluded),
        (".example.com", "*.example.com", Said::Admitted, Said::Excluded),
        ("host.example.com", "*.example.com", Said::NotPermitted, Said::Excluded),
        ("a.host.example.com", "*.example.com", Said::NotPermitted, Said::Admitted),
        (".host.example.com", "*.example.com", Said::NotPermitted, Said::Admitted),
        ("host.example.com", "*.a.example.com", Said::NotPermitted, Said::Admitted),
        ("example.com", "*.com", Said::NotPermitted, Said::Excluded),
    ];
    for (constraint, name, if_permitted, if_excluded) in table {
        let certificate = with(&[dns(name)]);
        assert_eq!(said(&permitted(&[dns(constraint)]).admit(&certificate)), if_permitted, "{name}, {constraint}");
        assert_eq!(said(&excluded(&[dns(constraint)]).admit(&certificate)), if_excluded, "{name}, {constraint}");
    }
}

#[test]
fn a_dns_name_that_is_no_host_name_is_not_compared() {
    let long = format!("{}.example", "a".repeat(64));
    never_compared(
        dns,
        "example",
        &[
            "",
            ".",
            ".a.example",
            "a..example",
            "*",
            "a.*.example",
            "a*.example",
            "a b.example",
            "a/.example",
            "b\u{fc}cher.example",
            &long,
        ],
    );
    let longest = format!("{}.example", "a".repeat(63));
    assert_eq!(permitted(&[dns("example")]).admit(&with(&[dns(&longest)])), Ok(()));
}

// §4.2.1.10: one mailbox, all at a host, or all at the hosts below. §7.5: the local part's case counts, the host's not.
#[test]
fn a_mail_address_is_within_its_mailbox_its_host_or_its_domain() {
    each_way(
        mail,
        &[
            (
                "root@example.com",
                &["root@example.com", "root@Example.COM"],
                &["Root@example.com", "toor@example.com", "root@a.example.com"],
            ),
            ("example.com", &["a@example.com", "b.c+d@EXAMPLE.com"], &["a@b.example.com", "a@aexample.com", "a@com"]),
            (".example.com", &["a@b.example.com", "a@b.c.example.com"], &["a@example.com", "a@bexample.com"]),
        ],
    );
}

#[test]
fn a_mail_address_that_is_no_plain_mailbox_is_not_compared() {
    never_compared(
        mail,
        "example.com",
        &[
            "",
            "example.com",
            "@example.com",
            "a@",
            "a@b@example.com",
            "\"a\"@example.com",
            ".a@example.com",
            "a..b@example.com",
            "a@[192.0.2.1]",
            "a b@example.com",
            "\u{e4}@example.com",
            "a@b\u{fc}cher.example.com",
        ],
    );
}

// §4.2.1.10: where the certificate does not include a subject alternative name, constraints of rfc822Name are applied to
// the subject's emailAddress; with one of any form they are not.
#[test]
fn the_subjects_mail_attribute_counts_where_there_are_no_alternative_names() {
    let subject = |address| leaf().mail_attribute(address);
    let inside = subject("a@example.com").self_signed().certificate();
    let outside = subject("a@example.org").self_signed().certificate();
    let beside = subject("a@example.org").names(&["www.example.org"]).self_signed().certificate();
    let allowed = permitted(&[mail("example.com")]);
    assert_eq!(allowed.admit(&inside), Ok(()));
    assert_eq!(said(&excluded(&[mail("example.com")]).admit(&inside)), Said::Excluded);
    assert_eq!(
        allowed.admit(&outside),
        Err(NameFault::NotPermitted {
            name: "a@example.org".into(),
            form: NameForm::MAIL,
            permitted: vec!["example.com".into()],
        })
    );
    assert_eq!(allowed.admit(&beside), Ok(()));
    let unreadable = subject("nobody").self_signed().certificate();
    assert_eq!(said(&allowed.admit(&unreadable)), Said::Unsupported(Incomparable::NameUnreadable));
}

// §4.2.1.10: the host alone counts; a constraint is one host, or with a leading dot the hosts below.
#[test]
fn a_uri_is_within_by_its_host() {
    each_way(
        uri,
        &[
            (
                "host.example.com",
                &["http://host.example.com", "http://u:p@HOST.example.com:80/p?q#f", "ldap://host.example.com."],
                &[
                    "http://a.host.example.com/",
                    "http://example.com/",
                    "http://example.org/host.example.com",
                    "http://host.example.com@example.org/",
                    "http://example.org?@host.example.com",
                ],
            ),
            (
                ".example.com",
                &["http://a.example.com/", "ftp://a.b.example.com"],
                &["http://example.com/", "http://aexample.com", "http://example.org/.example.com"],
            ),
        ],
    );
}

// §4.2.1.10: a URI without an authority, or with an address in it, must be refused where URIs are constrained.
#[test]
fn a_uri_without_a_host_name_is_refused_under_a_constraint() {
    let names = [
        "urn:example:a",
        "mailto:a@example.com",
        "http:/example.com",
        "file:///etc",
        "http://",
        "http://:80/",
        "http://192.0.2.1/",
        "http://[2001:db8::1]/",
        "http://[2001:db8::1]:80/",
        "http://u@192.0.2.1:80/",
        "http://127.1",
    ];
    for name in names {
        let certificate = with(&[uri(name)]);
        let refused = Err(NameFault::NoHostName { name: name.into() });
        assert_eq!(permitted(&[uri("example.com")]).admit(&certificate), refused);
        assert_eq!(excluded(&[uri("example.com")]).admit(&certificate), refused);
        assert_eq!(permitted(&[dns("example.com")]).admit(&certificate), Ok(()), "{name}");
    }
}

#[test]
fn a_uri_that_readers_split_differently_is_not_compared() {
    never_compared(
        uri,
        "example.com",
        &[
            "",
            "example.com",
            "//example.com/",
            "http//example.com",
            "1http://example.com/",
            "http://example.com\\@evil.org/",
            "http://a@b@example.com/",
            "http://example.com:80a/",
            "http://ex%61mple.com/",
            "http://*.example.com/",
            "http:// example.com/",
            "http://b\u{fc}cher.example.com/",
        ],
    );
}

// §4.2.1.10: address and mask (RFC 4632). Both families are one form.
#[test]
fn an_address_is_within_its_network() {
    let four = |bytes: [u8; 8]| ip(&bytes);
    let mut six = vec![0x20, 0x01, 0x0d, 0xb8];
    six.resize(16, 0);
    let inside_six = [&six[..15], &[1]].concat();
    let outside_six = [&[0x20, 0x02], &six[2..]].concat();
    six.extend([0xff; 4]);
    six.resize(32, 0);
    let (narrow, everything) = (four([192, 0, 2, 8, 255, 255, 255, 248]), four([0; 8]));
    let mapped = [&[0; 10][..], &[0xff, 0xff, 192, 0, 2, 9]].concat();
    let table: [(&Vec<u8>, &[u8], bool); 9] = [
        (&narrow, &[192, 0, 2, 8], true),
        (&narrow, &[192, 0, 2, 15], true),
        (&narrow, &[192, 0, 2, 16], false),
        (&narrow, &mapped, false),
        (&narrow, &inside_six, false),
        (&everything, &[203, 0, 113, 1], true),
        (&ip(&six), &inside_six, true),
        (&ip(&six), &outside_six, false),
        (&ip(&six), &[192, 0, 2, 8], false),
    ];
    for (network, address, inside) in table {
        let certificate = with(&[ip(address)]);
        let (if_permitted, if_excluded) =
            if inside { (Said::Admitted, Said::Excluded) } else { (Said::NotPermitted, Said::Admitted) };
        assert_eq!(said(&permitted(&[network]).admit(&certificate)), if_permitted, "{address:?}");
        assert_eq!(said(&excluded(&[network]).admit(&certificate)), if_excluded, "{address:?}");
    }
}

#[test]
fn a_network_that_is_no_prefix_and_an_address_of_no_family_are_not_compared() {
    let certificate = with(&[ip(&[192, 0, 2, 8])]);
    let verdict = |network: &[u8]| {
        let (one, other) =
            (permitted(&[ip(network)]).admit(&certificate), excluded(&[ip(network)]).admit(&certificate));
        assert_eq!(one, other);
        said(&one)
    };
    for mask in [[255, 0, 255, 0], [255, 255, 253, 0], [0, 0, 0, 1], [255, 254, 128, 0]] {
        let network = [&[192, 0, 2, 0][..], &mask].concat();
        assert_eq!(verdict(&network), Said::Unsupported(Incomparable::Mask), "{mask:?}");
    }
    assert_eq!(verdict(&[192, 0, 2, 8]), Said::Unsupported(Incomparable::SubtreeUnreadable));
    let odd = with(&[ip(&[192, 0, 2])]);
    let network = permitted(&[ip(&[0; 8])]);
    assert_eq!(said(&network.admit(&odd)), Said::Unsupported(Incomparable::NameUnreadable));
    assert_eq!(network.admit(&certificate), Ok(()));
}

// §4.2.1.10 with §7.1: the subtree's relative names stand first, each the same as a whole; case and white space fold, and
// PrintableString equals UTF8String.
#[test]
fn a_directory_name_is_within_by_whole_relative_names() {
    let subtree = directory(&[&[(C, PRINTABLE, "BE")], &[(O, UTF8, "Certready Test")]]);
    let names = [
        (directory(&[&[(C, PRINTABLE, "BE")], &[(O, UTF8, "Certready Test")]]), true),
        (directory(&[&[(C, PRINTABLE, "be")], &[(O, PRINTABLE, " CERTREADY   test")], &[(OU, UTF8, "Mail")]]), true),
        (directory(&[&[(C, PRINTABLE, "BE")]]), false),
        (directory(&[&[(O, UTF8, "Certready Test")], &[(C, PRINTABLE, "BE")]]), false),
        (directory(&[&[(C, PRINTABLE, "BE")], &[(O, UTF8, "Certready Tests")]]), false),
        (directory(&[&[(C, PRINTABLE, "BE"), (O, UTF8, "Certready Test")]]), false),
        (directory(&[&[(C, PRINTABLE, "BE")], &[(O, UTF8, "Certready Test"), (OU, UTF8, "Mail")]]), false),
        (directory(&[&[(CN, UTF8, "x")], &[(C, PRINTABLE, "BE")], &[(O, UTF8, "Certready Test")]]), false),
    ];
    for (name, inside) in names {
        let certificate = leaf().without_subject().extension(SUBJECT_ALT_NAME, true, &der::seq([&name]));
        let certificate = certificate.self_signed().certificate();
        let (if_permitted, if_excluded) =
            if inside { (Said::Admitted, Said::Excluded) } else { (Said::NotPermitted, Said::Admitted) };
        assert_eq!(said(&permitted(&[&subtree]).admit(&certificate)), if_permitted, "{}", hex::encode(&name));
        assert_eq!(said(&excluded(&[&subtree]).admit(&certificate)), if_excluded, "{}", hex::encode(&name));
    }
    let everything = directory(&[]);
    assert_eq!(permitted(&[&everything]).admit(&with::<Vec<u8>>(&[])), Ok(()));
    assert_eq!(said(&excluded(&[everything]).admit(&with::<Vec<u8>>(&[]))), Said::Excluded);
}

// X.501 §9.3: a relative name is a set of attributes. It matches as a whole or not at all, in whichever order they stand.
#[test]
fn a_relative_name_of_several_attributes_is_compared_as_a_set() {
    let (one, other) = ((C, PRINTABLE, "BE"), (O, UTF8, "Certready Test"));
    let name = with(&[directory(&[&[one, other], &[(CN, UTF8, "x")]])]);
    let subject = directory(&[&[(C, PRINTABLE, "BE")]]);
    let allow = |set: &[(&str, u8, &str)]| permitted(&[subject.clone(), directory(&[set])]);
    assert_eq!(allow(&[other, one]).admit(&name), Ok(()));
    assert_eq!(said(&allow(&[other]).admit(&name)), Said::NotPermitted);
}

// §4.2.1.10: the subject where it is not empty, and each directoryName beside it.
#[test]
fn the_subject_is_a_directory_name_unless_it_is_empty() {
    let elsewhere = directory(&[&[(C, PRINTABLE, "FR")]]);
    let here = directory(&[&[(C, PRINTABLE, "BE")]]);
    let verdict = permitted(&[&elsewhere]).admit(&with(&[dns("a.example")]));
    assert_eq!(
        verdict,
        Err(NameFault::NotPermitted {
            name: "C=BE, O=Certready Test, CN=mail".into(),
            form: NameForm::DIRECTORY,
            permitted: vec!["C=FR".into()],
        })
    );
    let nameless = leaf().without_subject().names(&["a.example"]).self_signed().certificate();
    assert_eq!(permitted(&[&elsewhere]).admit(&nameless), Ok(()));
    let both = with(&[elsewhere]);
    assert_eq!(said(&permitted(&[here]).admit(&both)), Said::NotPermitted);
}

// §4.2.1.10: a constraint is about its own form; a certificate without a name of that form is acceptable.
#[test]
fn a_constraint_is_about_names_of_its_own_form() {
    let certificate = with(&[dns("a.example"), mail("a@b.example"), uri("http://c.example/"), ip(&[192, 0, 2, 1])]);
    let others = [directory(&[]), der::primitive(8, &[0x2a]), der::context(0, &der::null())];
    assert_eq!(permitted(&others).admit(&certificate), Ok(()));
    for form in [dns("x.test"), mail("x.test"), uri("x.test"), ip(&[203, 0, 113, 0, 255, 255, 255, 0])] {
        assert_eq!(said(&permitted(&[&form]).admit(&certificate)), Said::NotPermitted);
        assert_eq!(permitted(&[form]).admit(&with::<Vec<u8>>(&[])), Ok(()));
    }
}

// §4.2.1.10: who does not process a constraint of a form refuses the certificates that have a name of it.
#[test]
fn forms_that_are_not_compared_are_never_admitted_under_a_constraint() {
    let other = der::context(0, &der::join([der::oid("1.3.6.1.4.1.311.20.2.3"), der::context(0, &der::null())]));
    let names = [other, der::context(3, &[]), der::context(5, &[]), der::primitive(8, &[0x2a, 0x03])];
    for name in &names {
        let certificate = with(&[name]);
        for allowed in [permitted(&[&name]), excluded(&[&name])] {
            assert_eq!(said(&allowed.admit(&certificate)), Said::Unsupported(Incomparable::Form));
            assert_eq!(allowed.admit(&with(&[dns("a.example")])), Ok(()));
        }
        assert_eq!(permitted(&[dns("a.example")]).admit(&certificate), Ok(()));
    }
}

// §4.2.1.10: minimum is zero and maximum absent; with others the certificates that have a name of the form are refused.
#[test]
fn a_subtree_with_distances_admits_no_name_of_its_form() {
    let subtree = |distance: &[Vec<u8>]| {
        let fields = [&[dns("example.com")], distance].concat();
        NameConstraints::decode(&der::seq([der::context(0, &der::seq(fields))]))
    };
    let verdict = |distance: &[Vec<u8>], name| allowed(&[subtree(distance).unwrap()]).admit(&with(&[name]));
    let (zero, one) = (der::primitive(0, &[0]), der::primitive(0, &[1]));
    assert_eq!(verdict(std::slice::from_ref(&zero), dns("example.com")), Ok(()));
    for distance in [vec![one.clone()], vec![der::primitive(1, &[0])], vec![zero, der::primitive(1, &[5])]] {
        let said = said(&verdict(&distance, dns("example.com")));
        assert_eq!(said, Said::Unsupported(Incomparable::Distance), "{distance:?}");
        assert_eq!(verdict(&distance, mail("a@example.org")), Ok(()));
    }
}

#[test]
fn a_subtree_that_is_no_name_of_its_form_admits_no_name_of_it() {
    let bad =
        [dns("a..b"), dns("."), dns("*.example"), mail(""), mail("@example"), mail("a@b@c"), uri(""), uri("http://a/")];
    let names = with(&[dns("a.example"), mail("a@example"), uri("http://a.example/")]);
    for subtree in bad {
        for allowed in [permitted(&[&subtree]), excluded(&[&subtree])] {
            assert_eq!(said(&allowed.admit(&names)), Said::Unsupported(Incomparable::SubtreeUnreadable));
            assert_eq!(allowed.admit(&with(&[ip(&[192, 0, 2, 1])])), Ok(()));
        }
    }
}

#[test]
fn what_is_certain_is_said_before_what_cannot_be_told() {
    let allowed = permitted(&[dns("example.com"), mail("example.com")]);
    let (unclear, outside) = (dns("a..example.com"), mail("a@example.org"));
    assert_eq!(said(&allowed.admit(&with(&[&unclear]))), Said::Unsupported(Incomparable::NameUnreadable));
    let verdict = allowed.admit(&with(&[unclear, outside]));
    assert_eq!(said(&verdict), Said::NotPermitted);
    assert!(verdict.unwrap_err().is_breach());
}

// Nobody can say that names which can't be read lie within anything.
#[test]
fn alternative_names_that_cannot_be_read_are_not_admitted_under_any_constraint() {
    let truncated = with_value(&[0x30, 0x05, 0x82]);
    let twice = leaf().extension(SUBJECT_ALT_NAME, false, &der::seq([dns("a.example")]));
    let twice = twice.extension(SUBJECT_ALT_NAME, false, &der::seq([dns("b.test")])).self_signed().certificate();
    for certificate in [truncated, twice] {
        assert_eq!(NamesAllowed::default().admit(&certificate), Ok(()));
        let verdict = permitted(&[uri("example")]).admit(&certificate);
        assert_eq!(verdict, Err(NameFault::AlternativeNamesUnreadable));
        assert!(!verdict.unwrap_err().is_breach());
    }
}

// §6.1.4(g): permitted subtrees are intersected, excluded ones united.
#[test]
fn each_certificate_above_narrows_what_is_allowed() {
    let (wide, narrow) = (constraints(&[dns("example.com")], &[]), constraints(&[dns("a.example.com")], &[]));
    let verdict = |path: &[&NameConstraints], name| {
        let path: Vec<NameConstraints> = path.iter().map(|one| (*one).clone()).collect();
        said(&allowed(&path).admit(&with(&[dns(name)])))
    };
    for path in [[&wide, &narrow], [&narrow, &wide]] {
        assert_eq!(verdict(&path, "x.a.example.com"), Said::Admitted);
        assert_eq!(verdict(&path, "b.example.com"), Said::NotPermitted);
    }
    // Nothing lies in both.
    let apart = constraints(&[dns("b.example.com")], &[]);
    for name in ["a.example.com", "b.example.com", "example.com"] {
        assert_eq!(verdict(&[&narrow, &apart], name), Said::NotPermitted);
    }
    // Subtrees of one certificate are alternatives.
    let either = constraints(&[dns("a.example.com"), dns("b.example.com")], &[]);
    assert_eq!(verdict(&[&wide, &either], "b.example.com"), Said::Admitted);
    // An exclusion beats a permission, whichever comes first; another form is left alone.
    let but = constraints(&[], &[dns("c.a.example.com"), mail("example.com")]);
    for path in [[&but, &narrow], [&narrow, &but]] {
        assert_eq!(verdict(&path, "d.a.example.com"), Said::Admitted);
        assert_eq!(verdict(&path, "c.a.example.com"), Said::Excluded);
    }
}

#[test]
fn faults_name_what_was_compared() {
    let verdict =
        allowed(&[constraints(&[], &[ip(&[192, 0, 2, 0, 255, 255, 255, 0])])]).admit(&with(&[ip(&[192, 0, 2, 9])]));
    assert_eq!(
        verdict,
        Err(NameFault::Excluded { name: "192.0.2.9".into(), form: NameForm::IP, by: "192.0.2.0/255.255.255.0".into() })
    );
    let fault = permitted(&[dns("a.test"), dns("b.test")]).admit(&with(&[dns("c.test")])).unwrap_err();
    assert_eq!(fault.to_string(), "the dNSName `c.test` is not in `a.test` or `b.test`");
}

// The work is names times subtrees, which two certificates of a few kilobytes could make long.
#[test]
fn more_comparisons_than_the_bound_are_not_made() {
    let subtrees: Vec<Vec<u8>> = (0..500).map(|number| dns(&format!("h{number}.example"))).collect();
    let allowed = excluded(&subtrees);
    let names = |count| with(&vec![dns("a.test"); count]);
    assert_eq!(allowed.admit(&names(MOST_COMPARISONS / 500)), Ok(()));
    let verdict = allowed.admit(&names(MOST_COMPARISONS / 500 + 1));
    assert_eq!(verdict, Err(NameFault::TooMany { comparisons: MOST_COMPARISONS + 500 }));
}

// §6.1.4(g) only ever intersects what is permitted and adds to what is excluded.
#[test]
fn narrowing_never_admits_what_was_refused() {
    let mut dice = Dice::new();
    let pool = [
        dns("example.com"),
        dns("a.example.com"),
        dns(".example.com"),
        dns(""),
        dns("b..c"),
        mail("example.com"),
        mail("x@example.com"),
        mail(".example.com"),
        uri("example.com"),
        uri(".example.com"),
        der::primitive(8, &[0x2a]),
        ip(&[192, 0, 2, 0, 255, 255, 255, 0]),
        ip(&[0; 8]),
        ip(&[0, 0, 0, 0, 0, 0, 0, 1]),
        directory(&[]),
        directory(&[&[(C, PRINTABLE, "BE")]]),
        directory(&[&[(C, PRINTABLE, "FR")]]),
    ];
    let presented = [
        dns("example.com"),
        dns("a.example.com"),
        dns("*.example.com"),
        dns("*"),
        mail("x@example.com"),
        mail("x@a.example.com"),
        uri("http://example.com/"),
        uri("urn:x"),
        ip(&[192, 0, 2, 1]),
        ip(&[203, 0, 113, 1]),
        der::primitive(8, &[0x2a]),
        directory(&[&[(C, PRINTABLE, "FR")]]),
    ];
    let certificates: Vec<Certificate> =
        (0..24).map(|_| with(&[0; 2].map(|_| presented[dice.below(presented.len())].clone()))).collect();
    let (mut kept, mut lost) = (0, 0);
    for _ in 0..400 {
        let mut allowed = NamesAllowed::default();
        let mut admitted = vec![true; certificates.len()];
        for _ in 0..3 {
            let mut some = |at_least| -> Vec<Vec<u8>> {
                (0..at_least + dice.below(3)).map(|_| pool[dice.below(pool.len())].clone()).collect()
            };
            allowed.narrow(&constraints(&some(1), &some(0)));
            for (certificate, before) in certificates.iter().zip(&mut admitted) {
                let now = allowed.admit(certificate).is_ok();
                assert!(*before || !now, "{certificate:?} was refused before {allowed:?}");
                kept += usize::from(now);
                lost += usize::from(*before && !now);
                *before = now;
            }
        }
    }
    assert!(kept > 100 && lost > 100, "{kept} kept, {lost} lost: the constraints are too narrow or too wide");
}
