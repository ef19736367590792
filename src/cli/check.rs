//! `certready check`: the main job.

use super::args::{CheckArgs, JudgedArgs, LookArgs, WriteArgs};
use super::progress::Bar;
use super::terminal::EventLog;
use super::{
    ExitStatus, Moment, Refusal, baseline, connectors, exchange, firewall, kept_reports, output, own, speech, terminal,
};
use crate::evidence::Asked;
use crate::policy;
use crate::probe::{self, Route, Settings, StoreChoice};
use crate::render::{self, Detail};
use crate::report::Report;
use crate::run;

/// Collects, judges, reports.
pub(super) fn run(args: &CheckArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    if let Some(form) = args.lists.firewall_list {
        return firewall::run(args, form, moment);
    }
    let log = args.event_log.then(EventLog::open).transpose()?;
    let report = look(args, moment);
    let event = match &report {
        Ok(report) => render::event(report),
        Err(refusal) => render::event_without_report(&refusal.story),
    };
    let delivered = report.and_then(|report| {
        let kept = kept_reports::keep(&args.kept, &report, speech::of(args.writes.lang));
        // A folder that takes nothing must not cost what was asked for besides.
        let delivered = deliver(&report, &args.writes);
        kept?;
        delivered
    });
    // The report is written first: it says more, and what the log refuses must not cost it.
    log.map_or(Ok(()), |log| log.write(&event))?;
    delivered
}

/// Looks, and judges what was seen.
fn look(args: &CheckArgs, moment: Moment) -> Result<Report, Refusal> {
    let mut settings = settings(&args.looks)?;
    settings.services.clone_from(&args.service);
    settings.exchange = args.exchange.as_deref().map(exchange::read).transpose()?;
    settings.connectors = connectors::read(&args.connectors)?;
    settings.own.named = args.own_certificate.as_deref().map(own::named);
    settings.own.exchange = args.exchange_certificates.as_deref().map(own::read).transpose()?;
    settings.smtp_logs.clone_from(&args.smtp_log);
    output::check_places(&args.writes.report, args.keeps.evidence.as_deref())?;
    let baseline = args.baseline.read()?;
    let asked = Asked { baseline: baseline::facts(baseline.as_ref())?, ..asked(&args.judged) };
    let source = policy::load(&args.policy).map_err(|error| Refusal::of(ExitStatus::Unreadable, &error))?;
    kept_reports::prepare(&args.kept)?;
    terminal::end_on_signal(&settings.interrupt);
    let bar = Bar::new(args.writes.quiet);
    let keep = args.keeps.evidence.as_deref();
    let report = run::check(source, asked, &settings, moment.started, keep, &bar);
    bar.finish();
    baseline::compared(report?, baseline.as_ref())
}

/// Writes a report to its files and to standard output; the verdict is the exit status.
pub(super) fn deliver(report: &Report, writes: &WriteArgs) -> Result<ExitStatus, Refusal> {
    let (detail, language) = (detail(writes), speech::of(writes.lang));
    output::write_files(&writes.report, |format| output::render(report, format, detail, language))?;
    output::print_in(writes.format, &output::render(report, writes.format, detail, language))?;
    Ok(report.verdict.into())
}

/// What the judgement is asked.
pub(super) fn asked(args: &JudgedArgs) -> Asked {
    Asked {
        cutover: args.cutover,
        as_of: args.as_of,
        client: args.client,
        only: args.only.clone(),
        skip: args.skip.clone(),
        baseline: None,
    }
}

/// Where the probes look.
pub(super) fn settings(args: &LookArgs) -> Result<Settings, Refusal> {
    let usage = |story: String| Refusal { status: ExitStatus::Usage, story };
    let mut settings = Settings::of_process();
    if let Some(path) = &args.trust_store {
        settings.store = StoreChoice::Given(path.clone());
    }
    settings.route = Route::from_argument(&args.proxy).map_err(|error| usage(output::whole_story(&error)))?;
    settings.retriever = terminal::retriever();
    settings.compare = args.compare_routes.then(|| settings.route.other());
    settings.connect_to = args
        .connect_to
        .iter()
        .map(|text| text.parse().map_err(|error: probe::NotConnectTo| usage(output::whole_story(&error))))
        .collect::<Result<_, _>>()?;
    if let Some(seconds) = args.timeout {
        settings.limits = settings.limits.with_timeout(std::time::Duration::from_secs(seconds));
    }
    if let Some(seconds) = args.deadline {
        settings.limits.deadline = std::time::Duration::from_secs(seconds);
    }
    Ok(settings)
}

pub(super) const fn detail(writes: &WriteArgs) -> Detail {
    match (writes.quiet, writes.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Usual,
    }
}
