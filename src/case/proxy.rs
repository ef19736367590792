//! What a proxy says of itself: from its status and its headers, never from the words of its page.

use super::Shortfall;
use crate::finding::Cause;
use crate::observation::{Answer, Fetch, Header};

/// The header in which Squid names its reason.
const SQUID_ERROR: &str = "x-squid-error";

/// The header of RFC 9209 §2, in which any proxy may name its reason.
const PROXY_STATUS: &str = "proxy-status";

/// Schemes in which a service of Windows signs in with its own account (RFC 4559, MS-NTHT): a request without them says
/// nothing of such a service.
const OF_AN_ACCOUNT: [&str; 3] = ["negotiate", "ntlm", "kerberos"];

/// The shortfall of a fetch that a proxy asks to sign in (RFC 9110 §15.5.8): unknown where it offers a scheme by which a
/// service may pass that we do not speak.
pub(super) fn asks_for_credentials(headers: &[Header]) -> Shortfall {
    if by_account(headers) { Shortfall::NotLooked(Cause::ProxyAuth) } else { Shortfall::Failed(Cause::ProxyAuth) }
}

fn by_account(headers: &[Header]) -> bool {
    offered(headers).any(|scheme| OF_AN_ACCOUNT.iter().any(|one| scheme.eq_ignore_ascii_case(one)))
}

/// The schemes that a proxy offers, as written (RFC 9110 §11.7.1). Parameters look like none: they hold a `=`.
fn offered(headers: &[Header]) -> impl Iterator<Item = &str> {
    let challenges = headers.iter().filter(|header| header.name.as_str() == "proxy-authenticate");
    let parts = challenges.flat_map(|header| elements(header.value.as_str()));
    parts.filter_map(|part| part.split_whitespace().next()).filter(|word| !word.contains('='))
}

/// The elements of a list in a header: between commas that stand in no quoted string (RFC 9110 §5.6.1, §5.6.4).
fn elements(value: &str) -> Vec<&str> {
    let mut quoted = false;
    let mut escaped = false;
    let outside = |character: char| {
        let ends = character == ',' && !quoted;
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        ends
    };
    value.split(outside).map(str::trim).collect()
}

/// Why a proxy did not give a tunnel: by its own word, else because it denies it.
pub(super) fn refusal(status: u16, headers: &[Header]) -> Shortfall {
    match status {
        407 => asks_for_credentials(headers),
        // Without a word of its own: a gateway's failure, or a refusal (RFC 9110 §9.3.6).
        500.. => Shortfall::Failed(word(status, headers).unwrap_or(Cause::ProxyConnect)),
        _ => Shortfall::Failed(word(status, headers).unwrap_or(Cause::ProxyDenied)),
    }
}

/// What a proxy says of itself in an answer. None where none stood between, or where the answer is not its own.
pub(super) fn own_word(fetch: &Fetch, answer: &Answer) -> Option<Cause> {
    fetch.proxy.as_ref()?;
    word(answer.status, &answer.headers)
}

fn word(status: u16, headers: &[Header]) -> Option<Cause> {
    let first = |name: &str| headers.iter().find(|one| one.name.as_str() == name).map(|one| one.value.as_str());
    let squid = first(SQUID_ERROR).and_then(squid_word);
    // Each intermediary adds itself behind the one that is nearer to the origin: the last is the proxy that was asked.
    let nearest = headers.iter().rfind(|one| one.name.as_str() == PROXY_STATUS);
    let nearest = nearest.and_then(|one| elements(one.value.as_str()).pop().and_then(status_word));
    squid.or(nearest).or_else(|| tinyproxy_word(status, first("server")?))
}

/// Squid's reason (the names of its error pages, and the error of its system) as a cause. None where it is one that says
/// nothing of the way.
fn squid_word(error: &str) -> Option<Cause> {
    // Squid 4 and 5 say of a name that they can't resolve that reading failed, with no error of the system (their bug 5294);
    // to CONNECT, that they can't forward, which they say of other things as well.
    if error == "ERR_READ_ERROR 0" {
        return Some(Cause::ProxyDns);
    }
    match error.split(' ').next().unwrap_or_default() {
        "ERR_ACCESS_DENIED" | "ERR_FORWARDING_DENIED" => Some(Cause::ProxyDenied),
        "ERR_DNS_FAIL" => Some(Cause::ProxyDns),
        "ERR_CONNECT_FAIL"
        | "ERR_CANNOT_FORWARD"
        | "ERR_READ_TIMEOUT"
        | "ERR_READ_ERROR"
        | "ERR_WRITE_ERROR"
        | "ERR_SECURE_CONNECT_FAIL"
        | "ERR_ZERO_SIZE_OBJECT"
        | "ERR_LIFETIME_EXP" => Some(Cause::ProxyConnect),
        _ => None,
    }
}

/// An error type of RFC 9209 §2.3 as a cause. None where it says nothing of the way.
fn status_word(value: &str) -> Option<Cause> {
    let error = value.split(';').map(str::trim).find_map(|part| part.strip_prefix("error="))?;
    match error.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default() {
        "dns_timeout" | "dns_error" => Some(Cause::ProxyDns),
        "http_request_denied" | "destination_ip_prohibited" => Some(Cause::ProxyDenied),
        "destination_not_found"
        | "destination_unavailable"
        | "destination_ip_unroutable"
        | "connection_refused"
        | "connection_terminated"
        | "connection_timeout"
        | "connection_read_timeout"
        | "connection_write_timeout"
        | "connection_limit_reached"
        | "http_response_timeout" => Some(Cause::ProxyConnect),
        _ => None,
    }
}

/// tinyproxy names itself in `Server` where the answer is its own; it has one status for a filter of its own, and one for
/// a name that it can't resolve and a host that it can't reach alike. A wrong password it answers with 401.
fn tinyproxy_word(status: u16, server: &str) -> Option<Cause> {
    server.starts_with("tinyproxy/").then_some(match status {
        401 => Cause::ProxyAuth,
        403 => Cause::ProxyDenied,
        500..=599 => Cause::ProxyConnect,
        _ => return None,
    })
}
