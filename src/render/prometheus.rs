//! The report as a file for `node_exporter`'s textfile collector, in Prometheus' text exposition format. Instants are gauges in
//! seconds since 1970, from which a rule counts what is left at its own time; samples bear no time of their own.
//!
//! Facts: Prometheus, "Exposition formats" and "Metric and label naming"; `node_exporter`, README "Textfile Collector".

use std::fmt::{self, Write as _};

use crate::finding::Weight;
use crate::report::{Metrics, Report};
use crate::vocabulary::Timestamp;

/// The numbers of a report, each family with its help and its type, and a line end behind the last.
pub fn prometheus(report: &Report) -> String {
    let account = report.host.account.as_ref().map_or("", |account| account.as_str());
    let page = Page {
        text: String::new(),
        // Several runs on one host leave several files: what tells them apart stands on each sample.
        common: [("policy", &report.policy.id), ("account", account), ("client", report.client.word())],
    };
    page.written(report, &Metrics::of(report)).unwrap_or_default()
}

/// A page as it is written.
struct Page<'a> {
    text: String,
    /// The labels of every sample, each with its value.
    common: [(&'static str, &'a str); 3],
}

impl Page<'_> {
    fn written(mut self, report: &Report, metrics: &Metrics) -> Result<String, fmt::Error> {
        self.write_run(report, metrics)?;
        self.write_counts(metrics)?;
        self.write_instants(metrics)?;
        self.write_ends(metrics)?;
        self.write_revocation(metrics)?;
        Ok(self.text)
    }

    fn write_run(&mut self, report: &Report, metrics: &Metrics) -> fmt::Result {
        self.family("info", "The run: what judged, and by which policy; always 1.")?;
        let digest = report.policy.digest.to_string();
        let labels = [
            ("version", report.tool.as_str()),
            ("policy_sha256", &digest),
            ("purpose", report.purpose.word()),
            ("phase", report.phase.word()),
            ("verdict", report.verdict.word()),
        ];
        self.sample("info", &labels, 1)?;
        let help = "The verdict: 0 ready, 1 ready with warnings, 2 not ready, 3 undetermined.";
        self.family("verdict", help)?;
        self.sample("verdict", &[], metrics.verdict)?;
        self.family("run_duration_seconds", "How long the collection took.")?;
        let took = format!("{}.{:03}", metrics.took_ms / 1000, metrics.took_ms % 1000);
        self.sample("run_duration_seconds", &[], took)
    }

    fn write_counts(&mut self, metrics: &Metrics) -> fmt::Result {
        self.family("findings", "Findings by level, and whether they can decide the verdict.")?;
        for count in &metrics.counts {
            let weight = match count.weight {
                Weight::Decisive => "decisive",
                Weight::Supporting => "supporting",
            };
            self.sample("findings", &[("level", count.level.word()), ("weight", weight)], count.number)?;
        }
        self.family("waived_findings", "Failures that the policy waives; they count as warnings.")?;
        self.sample("waived_findings", &[], metrics.waived)
    }

    fn write_instants(&mut self, metrics: &Metrics) -> fmt::Result {
        for (name, help, instant) in [
            ("observed", "When the facts were collected.", Some(metrics.observed)),
            ("judged", "The time at which validity was judged.", Some(metrics.as_of)),
            ("valid_until", "Until when the verdict may be relied on.", Some(metrics.valid_until)),
            ("cutover", "When the service moves to the new chain.", metrics.cutover),
            ("policy_review", "When the policy is to be reviewed.", metrics.review_by),
        ] {
            let Some(instant) = instant else { continue };
            let name = format!("{name}_timestamp_seconds");
            self.family(&name, help)?;
            self.sample(&name, &[], instant.unix())?;
        }
        Ok(())
    }

    fn write_ends(&mut self, metrics: &Metrics) -> fmt::Result {
        let name = "certificate_not_after_timestamp_seconds";
        if !metrics.certificates.is_empty() {
            self.family(name, "The end of the validity of a certificate of the policy.")?;
        }
        for end in &metrics.certificates {
            let sha256 = end.sha256.to_string();
            let labels = [("certificate", end.label.as_str()), ("role", end.role), ("sha256", &sha256)];
            self.sample(name, &labels, end.not_after.unix())?;
        }
        let name = "service_certificate_not_after_timestamp_seconds";
        if !metrics.services.is_empty() {
            self.family(name, "The end of the validity of the certificate that a service presents as its own.")?;
        }
        for end in &metrics.services {
            self.sample(name, &[("service", end.service.as_str())], end.not_after.unix())?;
        }
        Ok(())
    }

    fn write_revocation(&mut self, metrics: &Metrics) -> fmt::Result {
        for (kind, what) in [("crl", "CRL"), ("ocsp", "OCSP answer")] {
            let windows: Vec<_> = metrics.revocation.iter().filter(|one| one.kind == kind).collect();
            let of = |field, instant: fn(&crate::report::Window) -> Option<Timestamp>| {
                let samples: Vec<_> = windows.iter().filter_map(|one| Some((*one, instant(one)?))).collect();
                (format!("{kind}_{field}_timestamp_seconds"), samples)
            };
            for (field, (name, samples)) in [
                ("thisUpdate", of("this_update", |one| Some(one.this_update))),
                ("nextUpdate", of("next_update", |one| one.next_update)),
            ] {
                if samples.is_empty() {
                    continue;
                }
                self.family(&name, &format!("The {field} of the verified {what} from a URL, by this method."))?;
                for (window, instant) in samples {
                    let labels = [("url", window.url.as_str()), ("method", window.method)];
                    self.sample(&name, &labels, instant.unix())?;
                }
            }
        }
        Ok(())
    }

    /// The help and the type, which stand once before a family's samples. No text from outside is in a help.
    fn family(&mut self, name: &str, help: &str) -> fmt::Result {
        writeln!(self.text, "# HELP certready_{name} {help}\n# TYPE certready_{name} gauge")
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl fmt::Display) -> fmt::Result {
        let labels = self.common.iter().chain(labels).map(|(label, value)| format!("{label}=\"{}\"", escaped(value)));
        let labels = labels.collect::<Vec<_>>().join(",");
        writeln!(self.text, "certready_{name}{{{labels}}} {value}")
    }
}

/// A label's value: a backslash, a quotation mark and a line feed are written with a backslash; every other character stands
/// for itself.
fn escaped(value: &str) -> String {
    value.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n")
}
