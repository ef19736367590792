//! `certready url`: single URLs, fetched and verified: what `certutil -URL` should have said. It makes a policy of its
//! arguments and goes the way of `check`.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::args::UrlArgs;
use super::check::{deliver, settings};
use super::progress::Bar;
use super::{ExitStatus, Moment, Refusal, output, terminal};
use crate::evidence::Asked;
use crate::pki::{Certificate, decode_certificates};
use crate::policy::{self, Policy, TooMuch};
use crate::run;
use crate::vocabulary::{HttpUrl, Shown};

/// The largest file of issuers that is read, in bytes: four times the largest bundle of roots that systems ship.
const LARGEST_ISSUERS: u64 = 1 << 20;

/// Fetches, judges, reports.
pub(super) fn run(args: &UrlArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let settings = settings(&args.looks)?;
    output::check_places(&args.writes.report, args.keeps.evidence.as_deref())?;
    let urls = args.urls.iter().map(|text| url(text)).collect::<Result<Vec<_>, _>>()?;
    let mut issuers = Vec::new();
    for path in &args.issuer {
        issuers.extend(certificates(path, "the issuer ")?);
    }
    let embedded: Vec<Policy> = policy::catalogue().filter_map(|source| policy::parse(&source).ok()).collect();
    let source = policy::policy_for(&urls, &issuers, &embedded, moment.started).map_err(|much| too_much(&much))?;
    terminal::end_on_signal(&settings.interrupt);
    let bar = Bar::new(args.writes.quiet);
    let report = run::check(source, Asked::default(), &settings, moment.started, args.keeps.evidence.as_deref(), &bar);
    bar.finish();
    deliver(&report?, &args.writes)
}

/// A URL as it was given. A password in it would be dropped silently, and shall not be shown either.
fn url(text: &str) -> Result<HttpUrl, Refusal> {
    let usage = |story: String| Refusal { status: ExitStatus::Usage, story };
    let authority = text.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let url = match HttpUrl::parse(text) {
        Ok(url) => url,
        Err(_) if authority.contains('@') => return Err(usage("a URL with a user name that is no URL".to_owned())),
        Err(refused) => {
            return Err(usage(format!("`{}` can't be fetched: {refused}", Shown::new(text))));
        }
    };
    if authority.contains('@') {
        return Err(usage(format!(
            "{url} was given with a user name or password, which is never sent: give it without"
        )));
    }
    Ok(url)
}

/// The certificates of a file: DER, PEM or PKCS #7. What else stands in it is said, and passed over. `what` the file is for stands
/// before its name where it can't be read.
pub(super) fn certificates(path: &Path, what: &str) -> Result<Vec<Certificate>, Refusal> {
    let unreadable = |story: String| Refusal { status: ExitStatus::Unreadable, story };
    let bytes = read(path).map_err(|error| unreadable(format!("{what}{} can't be read: {error}", path.display())))?;
    let bundle = decode_certificates(&bytes);
    if bundle.items.is_empty() {
        let why = bundle.errors.first().map(|error| format!(": {error}")).unwrap_or_default();
        return Err(unreadable(format!("{what}{} holds no certificate{why}", path.display())));
    }
    for error in &bundle.errors {
        output::complain(&format!("certready: {}: passed over: {error}", path.display()));
    }
    Ok(bundle.items)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_ISSUERS.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_ISSUERS) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::FileTooLarge.into())
    }
}

fn too_much(much: &TooMuch) -> Refusal {
    let status = match much {
        TooMuch::Urls(_) | TooMuch::Bytes(_) => ExitStatus::Usage,
        TooMuch::Certificates(_) => ExitStatus::Unreadable,
    };
    Refusal::of(status, much)
}
