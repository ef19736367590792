//! The tree of paths: which ways lead from an issuer to a root, and what a host makes of each, today and at the cutover.

use std::path::Path;

use certready::finding::Verdict;
use certready::observation::{
    Form, Place, Postfix, Scope, StoreCertificate, StoreFacts, StoreOrigin, SystemStore, Unread,
};
use certready::pki::{Certificate, decode_certificates};
use certready::policy::{Policy, Side, find, parse};
use certready::report::{AnchorHeld, ChainTree, HeldCertificate, Holds, NodeKind, PathEnd, TreeFacts, TreeNode};
use certready::vocabulary::{Digest, Shown};

use crate::common::case;
use crate::common::cert::{Cert, Issued};
use crate::common::pki::{NOW, TestPki, at, day};
use crate::common::policy::{PolicyText, labels};
use crate::common::windows::{kept, machine_root, place};

/// A trust store in memory.
#[derive(Clone)]
pub(crate) struct Store {
    facts: StoreFacts,
    certificates: Vec<Certificate>,
}

impl Store {
    /// A bundle of these, as `--trust-store` gives it.
    pub(crate) fn of(certificates: &[Certificate]) -> Self {
        let facts = StoreFacts {
            origin: StoreOrigin::Given("bundle.pem".into()),
            certificates: Vec::new(),
            unread: Vec::new(),
            searched: Vec::new(),
        };
        let empty = Self { facts, certificates: Vec::new() };
        let file = |line| Place { path: "bundle.pem".into(), line: Some(line), form: Form::Pem, kept: None };
        certificates.iter().zip(1..).fold(empty, |store, (one, line)| store.with(one, vec![file(line)]))
    }

    /// Windows' own stores with these among the machine's roots.
    fn windows(certificates: &[Certificate]) -> Self {
        let store = Self::of(&[]).whose(StoreOrigin::Windows);
        certificates.iter().fold(store, |store, one| store.with(one, vec![place(machine_root())]))
    }

    fn with(mut self, certificate: &Certificate, places: Vec<Place>) -> Self {
        self.facts.certificates.push(StoreCertificate { object: Digest::of(certificate.der()), places });
        self.certificates.push(certificate.clone());
        self
    }

    fn whose(mut self, origin: StoreOrigin) -> Self {
        self.facts.origin = origin;
        self
    }

    fn unread_in_part(mut self) -> Self {
        let place = Place { path: "/etc/ssl/private".into(), line: None, form: Form::Pem, kept: None };
        self.facts.unread.push(Unread { place, reason: "permission denied".into(), denied: true });
        self
    }

    /// The tree of a policy, with certificates of files, at a time that stands for today.
    pub(crate) fn tree(&self, policy: &Policy, given: &[Certificate], today: &str) -> ChainTree {
        self.tree_for(policy, given, today, None)
    }

    /// The same, with a cutover in the place of the policy's.
    pub(crate) fn tree_for(
        &self,
        policy: &Policy,
        given: &[Certificate],
        today: &str,
        cutover: Option<&str>,
    ) -> ChainTree {
        let held = self.facts.certificates.iter().zip(&self.certificates);
        let facts = TreeFacts {
            tool: "0.1.0 (test)".into(),
            today: at(today),
            cutover: cutover.map(at),
            given: given.to_vec(),
            store: &self.facts,
            held: held.map(|(held, one)| HeldCertificate { certificate: one.clone(), held }).collect(),
            not_understood: 0,
        };
        ChainTree::build(policy, facts)
    }
}

pub(crate) fn fixture(path: &str) -> Certificate {
    bundle(path).remove(0)
}

pub(crate) fn bundle(path: &str) -> Vec<Certificate> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path);
    decode_certificates(&std::fs::read(path).unwrap()).items
}

pub(crate) fn embedded(id: &str) -> Policy {
    parse(&find(id).unwrap()).unwrap()
}

/// A path: the labels from the issuer up, and its end.
type PathSeen<'a> = (String, &'a TreeNode, &'a PathEnd);

fn paths_of<'a>(nodes: &'a [TreeNode], before: &str) -> Vec<PathSeen<'a>> {
    let mut paths = Vec::new();
    for node in nodes {
        let way = if before.is_empty() { node.label().to_string() } else { format!("{before} → {}", node.label()) };
        paths.extend(node.end.iter().map(|end| (way.clone(), node, end)));
        paths.extend(paths_of(&node.above, &way));
    }
    paths
}

/// The paths of a side.
fn paths(tree: &ChainTree, side: Side) -> Vec<PathSeen<'_>> {
    tree.of(side).flat_map(|issuer| paths_of(&issuer.certificates, "")).collect()
}

/// Each path of the incoming side: its labels, today, at the cutover, and the causes at the cutover.
fn seen(tree: &ChainTree) -> Vec<String> {
    let incoming = paths(tree, Side::Incoming);
    let line = |(way, _, end): &PathSeen<'_>| {
        let causes: Vec<&str> = end.cutover.because.iter().map(|one| one.cause).collect();
        format!("{way}: {} {} [{}]", end.today.holds.word(), end.cutover.holds.word(), causes.join(" "))
    };
    incoming.iter().map(line).collect()
}

fn of(issued: &[&Issued]) -> Vec<Certificate> {
    issued.iter().map(|one| one.certificate()).collect()
}

fn usual() -> (TestPki, Policy) {
    let pki = case::pki();
    let policy = PolicyText::of(&pki).policy();
    (pki, policy)
}

#[test]
fn a_chain_of_globalsign_can_end_in_r46_in_r3_in_r1_and_in_r6() {
    // Windows' store: Microsoft has no date for R1.
    let roots = ["roots/globalsign-r1.pem", "roots/globalsign-r3.pem"].map(fixture);
    let given = ["cross/r1-to-r3.pem", "cross/r3-to-r6.pem"].map(fixture);
    let tree = Store::windows(&roots).tree(&embedded("globalsign-r46"), &given, "2026-11-26");
    let of_r46: Vec<String> = seen(&tree).into_iter().filter(|way| way.starts_with("GlobalSign GCC")).collect();
    let (ca, r46) = ("GlobalSign GCC R46 OV TLS CA 2025", "GlobalSign Root R46");
    let (r1, r3, r6) = ("GlobalSign Root CA - R1", "GlobalSign Root CA - R3", "GlobalSign Root CA - R6");
    let mut expected = [
        format!("{ca} → {r46}: unknown unknown [on-demand]"),
        format!("{ca} → {r46} → {r1}: yes yes []"),
        format!("{ca} → {r46} → {r3}: yes yes []"),
        format!("{ca} → {r46} → {r3} → {r1}: yes yes []"),
        format!("{ca} → {r46} → {r6}: unknown unknown [on-demand]"),
        format!("{ca} → {r46} → {r6} → {r3}: yes yes []"),
        format!("{ca} → {r46} → {r6} → {r3} → {r1}: yes yes []"),
    ];
    let mut of_r46 = of_r46;
    of_r46.sort();
    expected.sort();
    assert_eq!(of_r46, expected);
    assert_eq!(tree.verdict, Verdict::Ready);
}

#[test]
fn the_distrust_date_of_the_store_s_own_programme_counts_and_no_other_one_s() {
    let r1 = [fixture("roots/globalsign-r1.pem")];
    let policy = embedded("globalsign-r46");
    let by_r1 = |tree: &ChainTree| {
        seen(tree)
            .into_iter()
            .find(|way| way.contains("OV TLS CA 2025 → GlobalSign Root R46 → GlobalSign Root CA - R1"))
            .unwrap()
    };
    let mozilla = Store::of(&r1).tree(&policy, &[], "2025-10-01");
    assert!(by_r1(&mozilla).ends_with(": no no [distrusted]"), "{}", by_r1(&mozilla));
    let microsoft = Store::windows(&r1).tree(&policy, &[], "2025-10-01");
    assert!(by_r1(&microsoft).ends_with(": yes yes []"), "{}", by_r1(&microsoft));
    // The day before it counts for nobody; the issuer's own certificate is younger.
    let before = Store::of(&r1).tree_for(&policy, &[], "2025-04-14", Some("2025-04-14"));
    assert!(by_r1(&before).ends_with(": no no [not-yet-valid]"), "{}", by_r1(&before));
}

#[test]
fn a_host_with_baltimore_alone_built_digicert_s_chain_until_the_cross_certificate_ended() {
    let store = Store::of(&[fixture("roots/baltimore-cybertrust-root.pem")]);
    let cross = [fixture("cross/baltimore-to-digicert-global-root.pem")];
    let policy = embedded("exchange-online-2021");
    let tree = store.tree_for(&policy, &cross, "2021-02-06", Some("2025-06-01"));
    let of_2015: Vec<String> = seen(&tree).into_iter().filter(|way| way.contains("of 2015")).collect();
    let ca = "DigiCert Cloud Services CA-1 (of 2015) → DigiCert Global Root CA";
    let expected =
        [format!("{ca}: no no [absent]"), format!("{ca} → Baltimore CyberTrust Root: yes no [expired expired]")];
    assert_eq!(of_2015, expected);
    let kinds: Vec<NodeKind> = tree.issuers[0].certificates[0].above.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [NodeKind::Root, NodeKind::Cross]);
    assert_eq!(tree.verdict, Verdict::NotReady);
    assert_eq!(store.tree(&policy, &cross, "2021-02-06").verdict, Verdict::Ready, "the twin: at its own cutover");
    assert_eq!(store.tree(&policy, &[], "2021-02-06").verdict, Verdict::NotReady, "the twin: without the certificate");
}

/// Microsoft's roots of 2017 and Google's exist twice each, with one key.
#[test]
fn a_root_counts_by_its_key_under_another_certificate_and_the_two_name_each_other() {
    let (pki, policy) = usual();
    let twin = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).valid(day(-10), day(4000)).self_signed();
    assert_eq!(twin.spki_digest(), pki.root.spki_digest());
    let tree = Store::of(&of(&[&twin])).tree(&policy, &[], NOW);
    let ends = paths(&tree, Side::Incoming);
    let held: Vec<&AnchorHeld> = ends.iter().map(|(.., end)| &end.held).collect();
    let places = vec!["bundle.pem:1".into()];
    let by_key = AnchorHeld::Key(twin.fingerprint(), places.clone());
    assert_eq!(held, [&by_key, &AnchorHeld::Certificate(places)]);
    assert!(ends.iter().all(|(.., end)| end.cutover.holds == Holds::Yes));
    let same: Vec<_> = ends.iter().map(|(_, node, _)| node.same_key.clone()).collect();
    assert_eq!(same, [vec![twin.fingerprint()], vec![pki.root.fingerprint()]]);
    // A name alone is none: another key under it holds nothing.
    let lookalike = Cert::ca("Certready Test Root R1").key_named("another").self_signed();
    let tree = Store::of(&of(&[&lookalike])).tree(&policy, &[], NOW);
    assert_eq!(tree.verdict, Verdict::NotReady);
    assert_eq!(seen(&tree), [format!("{} → {}: no no [absent]", labels::INTERMEDIATE, labels::ROOT)]);
}

#[test]
fn of_two_certificates_of_a_key_the_best_one_counts_at_each_time() {
    let (_, policy) = usual();
    let root = |serial, from, until| {
        Cert::ca("Certready Test Root R1").serial(&[0x55, serial]).valid(from, until).self_signed()
    };
    let (old, new) = (root(1, day(-900), day(10)), root(2, day(5), day(900)));
    let tree = Store::of(&of(&[&old, &new])).tree(&policy, &[], NOW);
    let ends = paths(&tree, Side::Incoming);
    let of_policy = ends.iter().find(|(_, node, _)| node.source == "policy").unwrap();
    assert_eq!((of_policy.2.today.holds, of_policy.2.cutover.holds), (Holds::Yes, Holds::Yes));
    let said = |one: &Issued| {
        let (.., end) = ends.iter().find(|(_, node, _)| node.certificate == one.certificate()).unwrap();
        (end.today.holds, end.cutover.holds)
    };
    assert_eq!(said(&old), (Holds::Yes, Holds::No), "the store's own are judged each for itself");
    assert_eq!(said(&new), (Holds::No, Holds::Yes));
}

#[test]
fn microsoft_s_second_certificates_are_named_by_the_digests_that_the_policy_lists() {
    let tree = Store::of(&[]).tree(&embedded("microsoft-365-2022"), &[], "2022-10-31");
    let (_, node, _) = paths(&tree, Side::Incoming)
        .into_iter()
        .find(|(way, ..)| way.ends_with("→ Microsoft RSA Root Certificate Authority 2017"))
        .unwrap();
    let listed: Vec<String> = node.listed.iter().map(ToString::to_string).collect();
    assert_eq!(listed, ["ecdd47b5acbfa328211e1bff54adeac95e6991e3c1d50e27b527e903208040a1"]);
}

#[test]
fn one_key_under_two_certificates_is_one_issuer_of_the_service() {
    let tree = Store::of(&[]).tree(&embedded("microsoft-365-2022"), &[], "2022-10-31");
    let issuers: Vec<(&str, usize)> =
        tree.of(Side::Incoming).map(|one| (one.label.as_str(), one.certificates.len())).collect();
    let expected = [
        ("Microsoft Azure TLS Issuing CA 01", 2),
        ("Microsoft Azure TLS Issuing CA 02", 2),
        ("Microsoft Azure TLS Issuing CA 05 (by DigiCert Global Root G2)", 1),
        ("Microsoft Azure TLS Issuing CA 06 (by DigiCert Global Root G2)", 1),
        // No intermediate of the policy stands below it.
        ("Microsoft ECC Root Certificate Authority 2017", 1),
    ];
    assert_eq!(issuers, expected);
}

#[test]
fn an_intermediate_that_issued_another_one_begins_no_path() {
    let pki = case::pki();
    let sub = Cert::ca("Certready Test CA G2").issued_by(&pki.intermediate);
    let policy = PolicyText::of(&pki).intermediate_too("Sub", labels::INTERMEDIATE, &sub).policy();
    let tree = Store::of(&of(&[&pki.root])).tree(&policy, &[], NOW);
    // G1's path length is 0: nothing may stand below it, and pki::path says so.
    let way = format!("Sub → {} → {}: no no [path-length]", labels::INTERMEDIATE, labels::ROOT);
    assert_eq!(seen(&tree), [way]);
}

#[test]
fn two_that_certified_each_other_end_where_the_path_was_before() {
    let (pki, policy) = usual();
    let other = Cert::ca("Other Root").self_signed();
    let ours_by_other = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&other);
    let other_by_ours = Cert::ca("Other Root").serial(&[0x55, 2]).issued_by(&pki.root);
    let tree = Store::of(&of(&[&pki.root])).tree(&policy, &of(&[&ours_by_other, &other_by_ours]), NOW);
    let (g1, r1) = (labels::INTERMEDIATE, labels::ROOT);
    // The cross-certificate is not the policy's, and has the label that its key has only where the policy goes by keys.
    let own = "Certready Test Root R1";
    assert_eq!(seen(&tree), [format!("{g1} → {r1}: yes yes []"), format!("{g1} → {own} → Other Root: no no [loop]")]);
    assert!(!tree.bounded);
    // The twin: with the other's own root, the way over it goes on.
    let tree = Store::of(&of(&[&pki.root, &other])).tree(&policy, &of(&[&ours_by_other, &other_by_ours]), NOW);
    assert!(seen(&tree).contains(&format!("{g1} → {own} → Other Root: yes yes []")), "{:?}", seen(&tree));
}

#[test]
fn a_cross_certificate_whose_issuer_nobody_has_ends_there() {
    let (pki, policy) = usual();
    let cross = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&Cert::ca("Unseen").self_signed());
    let store = Store::of(&of(&[&pki.root]));
    let tree = store.tree(&policy, &of(&[&cross]), NOW);
    assert!(seen(&tree)[1].ends_with(": no no [no-issuer]"), "{:?}", seen(&tree));
    let tree = store.clone().unread_in_part().tree(&policy, &of(&[&cross]), NOW);
    assert!(seen(&tree)[1].ends_with(": unknown unknown [store-unread]"), "{:?}", seen(&tree));
}

#[test]
fn an_empty_store_builds_nothing_and_one_read_in_part_is_not_known() {
    let (pki, policy) = usual();
    let tree = Store::of(&[]).tree(&policy, &[], NOW);
    assert_eq!((tree.verdict, tree.counted(), tree.anchors), (Verdict::NotReady, (0, 1), 0));
    assert_eq!(Store::of(&[]).unread_in_part().tree(&policy, &[], NOW).verdict, Verdict::Undetermined);
    // Windows may fetch what its stores lack.
    assert_eq!(Store::windows(&[]).tree(&policy, &[], NOW).verdict, Verdict::Undetermined);
    // What is there is there, whatever else could not be read.
    let found = Store::of(&of(&[&pki.root])).unread_in_part().tree(&policy, &[], NOW);
    assert_eq!((found.verdict, found.unread.len()), (Verdict::Ready, 1));
}

#[test]
fn a_retiring_root_is_drawn_and_makes_nobody_ready() {
    let (pki, policy) = usual();
    let tree = Store::of(&of(&[&pki.retiring])).tree(&policy, &[], NOW);
    let retiring = paths(&tree, Side::Retiring);
    assert_eq!((retiring.len(), retiring[0].2.cutover.holds), (1, Holds::Yes));
    assert_eq!(tree.verdict, Verdict::NotReady);
}

#[test]
fn each_time_is_judged_for_itself() {
    let (pki, policy) = usual();
    let store = Store::of(&of(&[&pki.root]));
    let tree = store.tree_for(&policy, &[], NOW, Some("2032-11-23"));
    let way = format!("{} → {}: yes no [expired]", labels::INTERMEDIATE, labels::ROOT);
    assert_eq!((seen(&tree), tree.verdict), (vec![way], Verdict::NotReady));
    let tree = store.tree(&policy, &[], "2020-01-01");
    let (.., end) = paths(&tree, Side::Incoming)[0];
    assert_eq!(end.today.because[0].cause, "not-yet-valid");
    let why = end.today.because[0].why.as_str();
    assert!(why.starts_with("Certready Test CA G1: it is not valid before "), "{why}");
}

#[test]
fn a_root_of_which_a_path_breaks_a_rule_is_no_way_out() {
    let (pki, policy) = usual();
    let narrow = Cert::ca("Narrow Root").path_length(0).self_signed();
    let cross = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&narrow);
    let tree = Store::of(&of(&[&narrow])).tree(&policy, &of(&[&cross]), NOW);
    assert!(
        seen(&tree).iter().any(|way| way.ends_with("→ Narrow Root: no no [path-length path-length]")),
        "{:?}",
        seen(&tree)
    );
    assert_eq!(tree.verdict, Verdict::NotReady);
    assert_eq!(seen(&Store::of(&of(&[&pki.root])).tree(&policy, &[], NOW)).len(), 1, "the twin");
}

#[test]
fn what_the_machine_disallows_is_no_anchor_and_what_the_account_disallows_does_not_concern_services() {
    let (pki, policy) = usual();
    let root = pki.root.certificate();
    let disallowed = |scope| place(kept(scope, SystemStore::Disallowed, ".Default"));
    let with = |certificate: &Certificate, places| Store::windows(&[]).with(certificate, places);
    let machine = with(&root, vec![place(machine_root()), disallowed(Scope::Machine)]).tree(&policy, &[], NOW);
    let way = format!("{} → {}", labels::INTERMEDIATE, labels::ROOT);
    assert_eq!(seen(&machine), [format!("{way}: no no [disallowed]")]);
    let account = with(&root, vec![place(machine_root()), disallowed(Scope::Account)]).tree(&policy, &[], NOW);
    assert_eq!(seen(&account), [format!("{way}: yes yes []")]);
    // An intermediate stops its path as well.
    let between = Store::windows(std::slice::from_ref(&root))
        .with(&pki.intermediate.certificate(), vec![disallowed(Scope::Machine)]);
    assert_eq!(seen(&between.tree(&policy, &[], NOW)), [format!("{way}: no no [disallowed]")]);
    // Of another certificate of the key only Windows can tell.
    let twin = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).self_signed().certificate();
    let by_key = Store::windows(&[root]).with(&twin, vec![disallowed(Scope::Machine)]).tree(&policy, &[], NOW);
    assert!(seen(&by_key).contains(&format!("{way}: unknown unknown [disallowed]")), "{:?}", seen(&by_key));
}

#[test]
fn a_limit_that_the_machine_s_store_keeps_counts_from_its_date() {
    let (pki, policy) = usual();
    let mut limited = machine_root();
    limited.disabled = Some(day(10));
    let store = Store::windows(&[]).with(&pki.root.certificate(), vec![place(limited.clone())]);
    let way = format!("{} → {}", labels::INTERMEDIATE, labels::ROOT);
    assert_eq!(seen(&store.tree(&policy, &[], NOW)), [format!("{way}: yes no [constrained]")]);
    // Another copy without a limit is taken.
    let group = place(kept(Scope::Machine, SystemStore::Root, ".GroupPolicy"));
    let store = Store::windows(&[]).with(&pki.root.certificate(), vec![place(limited), group]);
    assert_eq!(seen(&store.tree(&policy, &[], NOW)), [format!("{way}: yes yes []")]);
}

#[test]
fn what_a_store_s_reader_passes_over_is_said_to_stand_there() {
    let (pki, policy) = usual();
    let root = pki.root.certificate();
    let der = Place { path: "/etc/ssl/certs/r1.der".into(), line: None, form: Form::Der, kept: None };
    let store = Store::of(&[]).whose(StoreOrigin::System).with(&root, vec![der.clone()]);
    let tree = store.tree(&policy, &[], NOW);
    let way = format!("{} → {}", labels::INTERMEDIATE, labels::ROOT);
    assert_eq!((seen(&tree), tree.verdict), (vec![format!("{way}: no no [passed-over]")], Verdict::NotReady));
    let given = Store::of(&[]).with(&root, vec![der]);
    assert_eq!(seen(&given.tree(&policy, &[], NOW)), [format!("{way}: yes yes []")], "the twin: a file that was named");
    let postfix = Postfix {
        ca_file: Some("/etc/postfix/ca.pem".into()),
        ca_path: None,
        append_default: false,
        level: None,
        jail: None,
        unloadable: Some("it holds no certificate in PEM".into()),
    };
    let tree = Store::of(&[root]).whose(StoreOrigin::Postfix(postfix)).tree(&policy, &[], NOW);
    let why = paths(&tree, Side::Incoming)[0].2.cutover.because[0].why.to_string();
    assert!(why.ends_with("none of it counts: it holds no certificate in PEM"), "{why}");
}

#[test]
fn more_ways_than_the_search_goes_are_said_to_be_left_out() {
    let (pki, policy) = usual();
    let roots: Vec<Issued> = (0..80).map(|number| Cert::ca(&format!("Root {number}")).self_signed()).collect();
    let cross =
        |(root, serial): (&Issued, u8)| Cert::ca("Certready Test Root R1").serial(&[0x55, serial]).issued_by(root);
    let crosses: Vec<Issued> = roots.iter().zip(1..).map(cross).collect();
    let given: Vec<Certificate> = roots.iter().chain(&crosses).map(Issued::certificate).collect();
    let tree = Store::of(&[]).tree(&policy, &given, NOW);
    assert_eq!((tree.bounded, tree.verdict), (true, Verdict::Undetermined), "what was not tried may hold");
    assert!(tree.counted().1 <= 64, "{:?}", tree.counted());
    let tree = Store::of(&of(&[&pki.root])).tree(&policy, &given, NOW);
    assert_eq!((tree.bounded, tree.verdict), (true, Verdict::Ready));
}

/// A policy requires each of its incoming roots; one issuer whose paths hold is not all of it.
#[test]
fn an_issuer_without_a_path_that_holds_is_named_beside_those_that_have_one() {
    let tree = Store::of(&[fixture("roots/digicert-global-root-g2.pem")]).tree(
        &embedded("microsoft-365-2022"),
        &[],
        "2022-10-31",
    );
    assert_eq!((tree.verdict, tree.outcome(), tree.word()), (Verdict::Ready, "in-part", "HOLDS IN PART"));
    let end = "None of them goes from Microsoft ECC Root Certificate Authority 2017.";
    assert!(tree.sentence().ends_with(end), "{}", tree.sentence());
    let (pki, policy) = usual();
    let whole = Store::of(&of(&[&pki.root])).tree(&policy, &[], NOW);
    assert_eq!((whole.outcome(), whole.word()), ("yes", "HOLDS"), "the twin");
}

#[test]
fn a_certificate_of_a_file_that_no_path_needs_is_named() {
    let (pki, policy) = usual();
    let tree = Store::of(&of(&[&pki.root])).tree(&policy, &of(&[&pki.leaf, &pki.root]), NOW);
    let leaf = format!("mail.certready.test ({})", pki.leaf.fingerprint());
    assert_eq!(tree.unused.iter().map(Shown::as_str).collect::<Vec<_>>(), [leaf]);
}

#[test]
fn a_label_of_the_policy_that_means_several_keys_names_none_of_them() {
    let tree = Store::of(&[]).tree(&embedded("letsencrypt-generation-y"), &[], "2026-11-26");
    let labels: Vec<String> = paths(&tree, Side::Incoming).into_iter().map(|(way, ..)| way).collect();
    assert!(labels.iter().any(|way| way == "YR1 → Root YR (by ISRG Root X1) → ISRG Root X1"), "{labels:?}");
}
