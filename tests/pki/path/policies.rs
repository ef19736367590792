//! Certificate policies along a path (RFC 5280 §6.1, RFC 9618), asked with any-policy and no inhibition from without.

use std::time::{Duration, Instant};

use certready::pki::path::{PathFault, PolicyFault};
use certready::pki::{BadElement, Oid};

use super::super::Dice;
use crate::common::cert::{Cert, Issued};
use crate::common::chain::{Case, assert_good, assert_invalid, assert_unknown};
use crate::common::der;

const POLICIES: &str = "2.5.29.32";
const MAPPINGS: &str = "2.5.29.33";
const CONSTRAINTS: &str = "2.5.29.36";
const INHIBIT_ANY: &str = "2.5.29.54";

const ANY: &str = "2.5.29.32.0";
const P1: &str = "1.3.6.1.4.1.32473.1.1";
const P2: &str = "1.3.6.1.4.1.32473.1.2";
const P3: &str = "1.3.6.1.4.1.32473.1.3";

fn oid(dotted: &str) -> Oid {
    Oid::from_content(&der::oid(dotted)[2..])
}

/// What a certificate says of policies; nothing by default.
#[derive(Clone, Default)]
struct Says(Vec<(&'static str, bool, Vec<u8>)>);

fn says() -> Says {
    Says::default()
}

impl Says {
    fn raw(mut self, dotted: &'static str, critical: bool, value: Vec<u8>) -> Self {
        self.0.push((dotted, critical, value));
        self
    }

    fn policies(self, policies: &[&str]) -> Self {
        self.raw(POLICIES, false, der::seq(policies.iter().map(|policy| der::seq([der::oid(policy)]))))
    }

    fn maps(self, pairs: &[(&str, &str)]) -> Self {
        self.raw(MAPPINGS, true, der::seq(pairs.iter().map(|(from, to)| der::seq([der::oid(from), der::oid(to)]))))
    }

    /// requireExplicitPolicy.
    fn explicit(self, skip: u8) -> Self {
        self.raw(CONSTRAINTS, true, der::seq([der::primitive(0, &[skip])]))
    }

    /// requireExplicitPolicy 0 and inhibitPolicyMapping.
    fn explicit_without_mapping(self, skip: u8) -> Self {
        self.raw(CONSTRAINTS, true, der::seq([der::primitive(0, &[0]), der::primitive(1, &[skip])]))
    }

    fn inhibits_any(self, skip: u64) -> Self {
        self.raw(INHIBIT_ANY, true, der::int(skip))
    }

    fn on(&self, cert: Cert) -> Cert {
        self.0.iter().fold(cert, |cert, (dotted, critical, value)| cert.extension(dotted, *critical, value))
    }
}

/// A certificate of a path: what it is called, and what it says.
struct Step(&'static str, Says);

/// A path below `Root`, from above: CAs, self-issued where two have one name, and the target.
fn case(steps: Vec<Step>) -> Case {
    let anchor = Cert::ca("Root").self_signed();
    let mut issued: Vec<Issued> = vec![anchor.clone()];
    let last = steps.len() - 1;
    for (place, Step(name, says)) in steps.into_iter().enumerate() {
        let cert = if place == last && name == "leaf" { Cert::leaf("mail.certready.test") } else { Cert::ca(name) };
        let cert = says.on(cert.key_named(&format!("{name}, key {place}")));
        let next = cert.issued_by(issued.last().unwrap());
        issued.push(next);
    }
    let target = issued.pop().unwrap();
    issued[1..].iter().fold(Case::new(&target, &anchor), Case::with)
}

/// A leaf below one CA.
fn pair(ca: Says, leaf: Says) -> Case {
    case(vec![Step("A", ca), Step("leaf", leaf)])
}

/// A leaf below two CAs.
fn three(a: Says, b: Says, leaf: Says) -> Case {
    case(vec![Step("A", a), Step("B", b), Step("leaf", leaf)])
}

#[track_caller]
fn assert_none_valid(case: &Case) {
    assert_invalid(case, 0, &PathFault::Policies(PolicyFault::NoneValid));
}

/// §6.1.3(f), §6.1.4(i), §6.1.5(g).
#[test]
fn a_policy_that_is_demanded_stands_in_every_certificate_below() {
    let a = || says().policies(&[P1]).explicit(0);
    assert_good(&pair(a(), says().policies(&[P1])));
    assert_good(&pair(a(), says().policies(&[P2, P1])));
    assert_good(&pair(a(), says().policies(&[ANY])));
    assert_good(&pair(says().policies(&[ANY]).explicit(0), says().policies(&[P2])));
    assert_none_valid(&pair(a(), says().policies(&[P2])));
    assert_none_valid(&pair(a(), says()));
    assert_good(&pair(says().policies(&[P1]), says()));
    assert_good(&pair(says().policies(&[P1]), says().policies(&[P2])));
    // One certificate without any policy in between is enough.
    assert_none_valid(&three(says().policies(&[P1]), says(), says().policies(&[P1]).explicit(0)));
    let told_twice = three(a(), says(), says().policies(&[P1]));
    assert_eq!(told_twice.faults()[..2], [const { Some(PathFault::Policies(PolicyFault::NoneValid)) }; 2]);
}

/// §6.1.4(h) and (i): so many more certificates may go without, self-issued ones not counted.
#[test]
fn a_policy_is_demanded_after_so_many_certificates() {
    let a = |skip| says().policies(&[P1]).explicit(skip);
    assert_good(&pair(a(2), says()));
    // §6.1.5(a): the target counts down as well.
    assert_none_valid(&pair(a(1), says()));
    assert_good(&pair(a(1), says().policies(&[P1])));
    assert_good(&three(a(3), says(), says()));
    assert_none_valid(&three(a(2), says(), says()));
    let self_issued = |skip| case(vec![Step("A", a(skip)), Step("A", says()), Step("leaf", says())]);
    assert_good(&self_issued(2));
    assert_none_valid(&self_issued(1));
    // The nearer demand counts, from above or from below.
    assert_none_valid(&three(a(0), says().policies(&[P1]).explicit(9), says()));
    assert_none_valid(&three(a(9), says().policies(&[P1]).explicit(0), says()));
}

/// §6.1.5(b): a target's own demand.
#[test]
fn a_target_may_demand_a_policy_itself() {
    assert_none_valid(&pair(says(), says().policies(&[P1]).explicit(0)));
    assert_good(&pair(says(), says().policies(&[P1]).explicit(1)));
    assert_good(&pair(says().policies(&[P1]), says().policies(&[P1]).explicit(0)));
}

/// §6.1.3(d)(2), §6.1.4(j): any-policy counts until it is inhibited.
#[test]
fn any_policy_counts_until_it_is_inhibited() {
    let a = |says: Says| says.policies(&[P1]).explicit(0);
    assert_good(&pair(a(says()), says().policies(&[ANY])));
    assert_none_valid(&pair(a(says().inhibits_any(0)), says().policies(&[ANY])));
    assert_good(&pair(a(says().inhibits_any(0)), says().policies(&[ANY, P1])));
    assert_good(&pair(a(says().inhibits_any(1)), says().policies(&[ANY])));
    assert_good(&three(a(says().inhibits_any(1)), says().policies(&[ANY]), says().policies(&[P1])));
    assert_none_valid(&three(a(says().inhibits_any(1)), says().policies(&[ANY]), says().policies(&[ANY])));
    assert_none_valid(&three(a(says()), says().policies(&[P1]).inhibits_any(0), says().policies(&[ANY])));
    // Where any-policy is all that is valid, a policy by name is what is left.
    let any = || says().policies(&[ANY]).explicit(0).inhibits_any(0);
    assert_none_valid(&pair(any(), says().policies(&[ANY])));
    assert_good(&pair(any(), says().policies(&[P1])));
    // A later extension does not allow it again.
    assert_none_valid(&three(
        a(says().inhibits_any(0)),
        says().policies(&[P1]).inhibits_any(9),
        says().policies(&[ANY]),
    ));
}

/// §6.1.3(d)(2): in a self-issued certificate that is not the target any-policy counts all the same.
#[test]
fn any_policy_counts_in_a_self_issued_certificate_above_the_target() {
    let a = || says().policies(&[P1]).explicit(0).inhibits_any(0);
    let below = |name, leaf| case(vec![Step("A", a()), Step(name, says().policies(&[ANY])), Step("leaf", leaf)]);
    assert_good(&below("A", says().policies(&[P1])));
    let other = below("B", says().policies(&[P1]));
    assert_eq!(other.faults()[1], Some(PathFault::Policies(PolicyFault::NoneValid)));
    assert_none_valid(&case(vec![Step("A", a()), Step("A", says().policies(&[ANY]))]));
    assert_good(&case(vec![Step("A", a()), Step("A", says().policies(&[P1]))]));
}

/// §6.1.4(b)(1): below a mapping the subject's policy is expected in place of the issuer's.
#[test]
fn a_mapping_takes_one_policy_for_another() {
    let a = || says().policies(&[P1]).explicit(0);
    let b = |pairs: &[(&str, &str)]| says().policies(&[P1]).maps(pairs);
    assert_good(&three(a(), b(&[(P1, P2)]), says().policies(&[P2])));
    assert_none_valid(&three(a(), b(&[(P1, P2)]), says().policies(&[P1])));
    assert_none_valid(&three(a(), b(&[(P2, P3)]), says().policies(&[P3])));
    for mapped in [P2, P3] {
        assert_good(&three(a(), b(&[(P1, P2), (P1, P3)]), says().policies(&[mapped])));
    }
    // Any-policy above is mapped from too; what is not mapped stays expected.
    let any = || says().policies(&[ANY]).explicit(0);
    let maps = || says().policies(&[ANY]).maps(&[(P1, P2)]);
    assert_good(&three(any(), maps(), says().policies(&[P2])));
    assert_good(&three(any(), maps(), says().policies(&[P3])));
}

/// §6.1.4(b)(2), (h) and (j): where mapping is inhibited the mapped policy is dropped.
#[test]
fn a_mapping_that_is_inhibited_drops_the_policy() {
    let a = |skip| says().policies(&[P1, P3]).explicit_without_mapping(skip);
    let b = || says().policies(&[P1, P3]).maps(&[(P1, P2)]);
    assert_none_valid(&three(a(0), b(), says().policies(&[P2])));
    assert_none_valid(&three(a(0), b(), says().policies(&[P1])));
    assert_good(&three(a(0), b(), says().policies(&[P3])));
    assert_good(&three(a(1), b(), says().policies(&[P2])));
    // One that inhibits may map itself (§6.1.4(b) stands before (i)).
    let own = says().policies(&[P1]).maps(&[(P1, P2)]).explicit_without_mapping(0);
    assert_good(&three(own, says().policies(&[P2]), says().policies(&[P2])));
    let deeper = |skip| {
        case(vec![
            Step("A", a(skip)),
            Step("C", says().policies(&[P1])),
            Step("B", b()),
            Step("leaf", says().policies(&[P2])),
        ])
    };
    assert_none_valid(&deeper(1));
    assert_good(&deeper(2));
    // A later extension does not allow it again.
    let later = says().policies(&[P1]).explicit_without_mapping(9);
    let again = vec![Step("A", a(0)), Step("C", later), Step("B", b()), Step("leaf", says().policies(&[P2]))];
    assert_none_valid(&case(again));
    let only = says().policies(&[P1]).maps(&[(P1, P2)]);
    let dropped = three(says().policies(&[P1]).explicit_without_mapping(0), only, says().policies(&[P1]));
    assert_none_valid(&dropped);
}

/// §6.1.4(a), of the target too.
#[test]
fn any_policy_is_never_mapped() {
    let fault = PathFault::Policies(PolicyFault::AnyPolicyMapped);
    for bad in [(ANY, P1), (P1, ANY)] {
        let says_so = || says().policies(&[P1]).maps(&[(P1, P2), bad]);
        assert_invalid(&pair(says_so(), says()), 1, &fault);
        assert_invalid(&case(vec![Step("A", says()), Step("B", says_so())]), 0, &fault);
    }
    assert_good(&pair(says().policies(&[P1]).maps(&[(P1, P2)]), says()));
}

/// §4.2.1.4.
#[test]
fn a_policy_stands_once_in_a_certificate() {
    let fault = PathFault::Policies(PolicyFault::Repeated(oid(P1)));
    let twice = || says().policies(&[P1, P2, P1]);
    assert_invalid(&pair(twice(), says()), 1, &fault);
    assert_invalid(&pair(says(), twice()), 0, &fault);
    assert_good(&pair(says().policies(&[P1, P2]), says().policies(&[P1, P2])));
}

/// A policy with a qualifier of this kind.
fn qualified(critical: bool, kind: &str) -> Says {
    let qualifier = der::seq([der::oid(kind), der::tlv(0x16, b"https://certready.test/cps")]);
    says().raw(POLICIES, critical, der::seq([der::seq([der::oid(P1), der::seq([qualifier])])]))
}

/// §4.2.1.4: a critical extension must be interpreted, its qualifiers included.
#[test]
fn a_critical_qualifier_that_is_not_known_is_not_understood() {
    let unknown = "1.3.6.1.4.1.32473.9";
    let fault = PathFault::Policies(PolicyFault::UnknownQualifier(oid(unknown)));
    assert_unknown(&pair(qualified(true, unknown), says()), 1, &fault);
    assert_unknown(&pair(says(), qualified(true, unknown)), 0, &fault);
    assert_good(&pair(qualified(false, unknown), qualified(false, unknown)));
    for kind in ["1.3.6.1.5.5.7.2.1", "1.3.6.1.5.5.7.2.2"] {
        assert_good(&pair(qualified(true, kind), qualified(true, kind)));
    }
}

/// Each of the four extensions, broken, in the target and above: what can't be read may demand anything.
#[test]
fn an_extension_about_policies_that_can_not_be_read_is_not_understood() {
    let (empty, missing) = (der::seq([[0_u8; 0]; 0]), BadElement::Missing);
    let broken = [
        (POLICIES, empty.clone(), missing),
        (MAPPINGS, empty.clone(), missing),
        (CONSTRAINTS, empty, missing),
        (CONSTRAINTS, der::seq([der::primitive(0, &[])]), BadElement::Value),
        (CONSTRAINTS, der::seq([der::primitive(0, &[0x80])]), BadElement::Value),
        (CONSTRAINTS, der::seq([der::primitive(1, &[0, 1])]), BadElement::Value),
        (INHIBIT_ANY, der::tlv(2, &[0xff]), BadElement::Value),
    ];
    for (extension, value, why) in broken {
        for critical in [true, false] {
            let says_so = || says().raw(extension, critical, value.clone());
            let fault = PathFault::Policies(PolicyFault::Malformed { extension: oid(extension), why });
            assert_unknown(&pair(says_so(), says()), 1, &fault);
            assert_unknown(&case(vec![Step("A", says()), Step("B", says_so())]), 0, &fault);
        }
    }
    // A count beyond 32 bits is as good as never.
    let never = der::seq([der::primitive(0, &[1, 0, 0, 0, 0])]);
    assert_good(&pair(says().raw(CONSTRAINTS, true, never), says()));
}

/// Without a demand no policies break a path, whatever the certificates say of them (§6.1.2(d): with no initial demand the
/// graph may be empty).
#[test]
fn without_a_demand_no_policies_break_a_path() {
    let mut dice = Dice::new();
    let policies = [P1, P2, P3, ANY];
    for _ in 0..150 {
        let mut some = |from: &[&'static str]| -> Vec<&'static str> {
            from.iter().copied().filter(|_| dice.below(2) == 0).collect()
        };
        let mut steps = Vec::new();
        for name in ["A", "A", "B", "leaf"] {
            let mut here = says();
            let (named, from, to) = (some(&policies), some(&policies[..3]), some(&policies[..3]));
            if !named.is_empty() {
                here = here.policies(&named);
            }
            let pairs: Vec<_> = from.into_iter().zip(to).collect();
            if !pairs.is_empty() && name != "leaf" {
                here = here.maps(&pairs);
            }
            if some(&[P1]).is_empty() {
                here = here.inhibits_any(0);
            }
            steps.push(Step(name, here));
        }
        assert_good(&case(steps));
    }
}

/// RFC 9618 §3: each of many policies mapped to each, level after level, made the tree grow without bound.
#[test]
fn a_path_of_many_mappings_costs_a_bounded_time() {
    let names: Vec<String> = (0..40).map(|one| format!("1.3.6.1.4.1.32473.2.{one}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let pairs: Vec<(&str, &str)> = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to))).collect();
    let level = || says().policies(&all).maps(&pairs).explicit(0);
    let steps = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].map(|name| Step(name, level()));
    let mut steps = Vec::from(steps);
    steps.push(Step("leaf", says().policies(&all[7..8])));
    let case = case(steps);
    let started = Instant::now();
    assert_good(&case);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}
