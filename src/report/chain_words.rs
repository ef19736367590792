//! The words of a tree of paths that stand around it: its outcome, what it comes to, the headings, and by which terms it was drawn.

use super::chain_end::Holds;
use super::chain_tree::{ChainTree, ServiceIssuer};
use crate::finding::Verdict;
use crate::policy::Side;

impl ChainTree {
    /// The stable word for the outcome: `yes`, `in-part` where an issuer has no path that holds, `no` or `unknown`.
    pub fn outcome(&self) -> &'static str {
        match self.verdict {
            Verdict::Ready | Verdict::ReadyWithWarnings if self.is_in_part() => "in-part",
            Verdict::Ready | Verdict::ReadyWithWarnings => Holds::Yes.word(),
            Verdict::NotReady => Holds::No.word(),
            Verdict::Undetermined => Holds::Unknown.word(),
        }
    }

    /// The outcome in capitals, for the top.
    pub fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Ready | Verdict::ReadyWithWarnings if self.is_in_part() => "HOLDS IN PART",
            Verdict::Ready | Verdict::ReadyWithWarnings => "HOLDS",
            Verdict::NotReady => "DOES NOT HOLD",
            Verdict::Undetermined => "NOT KNOWN",
        }
    }

    /// Whether there is an issuer of the service's certificate from which no path holds.
    pub fn is_in_part(&self) -> bool {
        self.of(Side::Incoming).any(|one| one.cutover() != Holds::Yes)
    }

    /// What it comes to, in a sentence or two; an issuer without a path that holds is named, whatever the others have.
    pub fn sentence(&self) -> String {
        let (holding, all) = self.counted();
        let ways = if all == 1 { "the only path" } else { "a path" };
        let from = format!("from the service's certificate to a trust anchor at the cutover, {}", self.cutover);
        let whole = match (holding, self.verdict) {
            (0, Verdict::NotReady) if all == 1 => format!("This host can't build the only path {from}."),
            (0, Verdict::NotReady) => format!("This host can build none of the {all} paths {from}."),
            (0, _) => format!("It is not known whether this host can build {ways} {from}."),
            _ if all == 1 => format!("This host can build the only path {from}."),
            _ if holding == all && all == 2 => format!("This host can build both paths {from}."),
            _ if holding == all => format!("This host can build all {all} paths {from}."),
            _ => format!("This host can build {holding} of the {all} paths {from}."),
        };
        let without = |wanted: Holds| -> Vec<&str> {
            self.of(Side::Incoming).filter(|one| one.cutover() == wanted).map(|one| one.label.as_str()).collect()
        };
        let mut sentences = vec![whole];
        if holding > 0 {
            for (wanted, words) in
                [(Holds::No, "None of them goes from"), (Holds::Unknown, "It is not known of those from")]
            {
                let labels = without(wanted);
                if !labels.is_empty() {
                    sentences.push(format!("{words} {}.", labels.join(", ")));
                }
            }
        }
        sentences.join(" ")
    }

    /// The two halves of the tree, each with its heading; one without an issuer is left out.
    pub fn sections(&self) -> Vec<(&'static str, Vec<&ServiceIssuer>)> {
        let halves = [
            (Side::Incoming, "The service's certificate, from the cutover on"),
            (Side::Retiring, "The service's certificate until then"),
        ];
        let sections = halves.map(|(side, heading)| (heading, self.of(side).collect::<Vec<_>>()));
        sections.into_iter().filter(|(_, issuers)| !issuers.is_empty()).collect()
    }

    /// By which terms it was drawn.
    pub fn terms(&self) -> String {
        format!(
            "A path counts where its certificates reach this host: the service presents them, or the host has them or fetches them. \
             Distrust dates are those of the root programme of {}. Nothing was fetched, and revocation was not asked: certready check {} \
             judges.",
            self.programme.name(),
            self.policy
        )
    }
}
