//! Where a page that is played (`played`) does not go as it stands there, each with the reason. The test of its page says it,
//! which `--show-output` shows; nothing is passed over in silence.

/// A command that ends otherwise than a run without a network does, where `check`, `url` and `evaluate` end with 2 and everything
/// else with 0; or one that needs a word more.
pub(super) struct Otherwise {
    pub(super) page: &'static str,
    /// What the command begins with, behind `certready `.
    pub(super) begins: &'static str,
    /// What is typed behind it.
    pub(super) more: &'static str,
    pub(super) status: i32,
    pub(super) because: &'static str,
}

impl Otherwise {
    const fn typing(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }
}

const fn ends(page: &'static str, begins: &'static str, status: i32, because: &'static str) -> Otherwise {
    Otherwise { page, begins, more: "", status, because }
}

/// The Task Scheduler's definitions, made on another system than Windows.
const fn elsewhere(page: &'static str) -> Otherwise {
    let because = "only on Windows is certready's own path one of Windows'";
    ends(page, "schedule task-scheduler", 0, because).typing(r" --program 'C:\certready.exe'")
}

/// The same for a policy in a file.
const fn of_a_file(page: &'static str) -> Otherwise {
    ends(page, "schedule task-scheduler ./partner.yaml", 64, "only on Windows is the policy's own path one of Windows'")
}

/// The day of docs/policy.md, whose certificates do not last for ever.
const ON_ITS_DAY: &str = " --as-of 2026-11-26";

pub(super) const OTHERWISE: [Otherwise; 15] = [
    elsewhere("docs/schedule.md"),
    elsewhere("docs/windows.md"),
    of_a_file("README.md"),
    of_a_file("docs/operations.md"),
    ends("docs/chains.md", "chains exchange-online-2021", 2, "no path holds, as the page shows"),
    ends("docs/conformance.md", "verify CRL_06", 3, "the suite wants it refused"),
    ends("docs/fleet.md", "fleet /srv/certready --expect", 3, "the appliance has no report yet"),
    ends("docs/fleet.md", "fleet site-a", 2, "mail-02 has no way out"),
    ends("docs/fleet.md", "fleet /srv/certready --as", 2, "nor has the host on which the appliance is judged"),
    ends("docs/mail.md", "policy partner-sheet ./partner.yaml --service", 3, "the service can't be asked"),
    ends("docs/policy.md", "policy new --id partner-2027", 1, "the page tells of the advice").typing(ON_ITS_DAY),
    ends("docs/policy.md", "policy lint --strict", 1, "the page shows the advice"),
    ends("docs/policy.md", "policy new --id another-2027", 64, "no issuer can be fetched, and so no root")
        .typing(ON_ITS_DAY),
    ends("docs/walkthrough.md", "fleet", 2, "mail-02 lacks the root, and the appliance is judged without a way out"),
    ends("README.md", "diff", 2, "on Tuesday there was no way out"),
];

/// What an output directly below a command begins with that is not that of a run in the test, by its page, and why.
pub(super) const OF_ANOTHER_RUN: [(&str, &str, &str); 6] = [
    ("docs/release.md", "certready 0.1.0", "it is of another build"),
    ("docs/url.md", "READY", "a CA has to answer"),
    ("docs/walkthrough.md", "NOT READY  partner", "endpoints have to answer, and one not"),
    ("docs/walkthrough.md", "READY", "all endpoints have to answer"),
    ("docs/walkthrough.md", "Since the baseline", "more has to answer than before"),
    ("docs/walkthrough.md", "[…]\nOnCalendar", "a schedule names its days by the calendar's months"),
];
