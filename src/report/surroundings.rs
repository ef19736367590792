//! The way out and the trust store, in a few words: said of what was observed, and again of a report that was read back.

use crate::language::{Arg, Message, Say, message, messages};
use crate::observation::{Portable, Postfix, ProxyChoice, RouteFacts, StoreOrigin};
use crate::vocabulary::Shown;

messages! {
    /// What can be told of a text that was read back. What holds another one of these stands before it. What
    /// Postfix's settings come
    /// to is not among them: nothing parts them from each other.
    static SAID:
    SEARCHED = "route-searched", "{search}, for each URL; else {way}";
    PAST = "route-past", "{way}; past it: {past}";
    PROXIES = "route-proxies", "http by {http}, https by {https} ({origin})";
    PROXY = "route-proxy", "proxy {proxy} ({origin})";
    DIRECT_ASKED = "route-direct-asked", "direct, as asked";
    DIRECT = "route-direct", "direct";
    NO_PROXY = "route-no-proxy", "direct: no proxy is set";
    OF_SYSTEM = "store-of-system", "the system's store; your MTA may use another";
    OF_KEYCHAINS = "store-of-keychains",
        "the system's store by the portable path, which can't tell its keychains apart; your MTA may use another";
    OF_FILES = "store-of-files",
        "the system's files by the portable path, where such systems keep them; your MTA may use another";
    OF_WINDOWS = "store-of-windows", "Windows' physical stores: the machine's, which services read, and this account's";
    OF_ENVIRONMENT = "store-of-environment", "SSL_CERT_FILE or SSL_CERT_DIR, in place of the system's store";
    GIVEN = "store-given", "{path}, as asked, in place of the host's";
}

/// What a report that was read back says of its way out or of its store, so that it has every language again. None
/// where it is
/// neither, or of another version's words.
pub(super) fn again(text: &Shown) -> Option<Say> {
    Say::again(text.as_str(), SAID)
}

/// The way out, in a few words.
pub(super) fn route(facts: &RouteFacts) -> Say {
    let named = match (&facts.http_proxy, &facts.https_proxy, facts.choice) {
        (None, None, ProxyChoice::None) => return Say::new(&DIRECT_ASKED),
        (None, None, _) if facts.search.is_some() => Say::new(&DIRECT),
        (None, None, _) => return Say::new(&NO_PROXY),
        (Some(http), Some(https), _) if http == https => Say::new(&PROXY).with("proxy", http),
        (http, https, _) => {
            let direct = || Arg::from(&DIRECT);
            let word = |proxy: &Option<Shown>| proxy.as_ref().map_or_else(direct, Arg::from);
            Say::new(&PROXIES).with("http", word(http)).with("https", word(https))
        }
    };
    let named = named.with("origin", facts.origin.clone().unwrap_or_default());
    let named = match facts.bypass.as_slice() {
        [] => named,
        past => Say::new(&PAST).with("way", named).with("past", past.to_vec()),
    };
    match &facts.search {
        None => named,
        Some(search) => Say::new(&SEARCHED).with("search", search).with("way", named),
    }
}

/// What stands behind the path of a store that was read in place of the host's own: by it a report that was read back
/// is told
/// from one of the host's.
pub const AS_ASKED: &str = ", as asked, in place of the host's";

/// Whose store it is, in a few words.
pub fn store_origin(origin: &StoreOrigin) -> Say {
    match origin {
        StoreOrigin::System => Say::new(&OF_SYSTEM),
        StoreOrigin::Portable(Portable::Keychains) => Say::new(&OF_KEYCHAINS),
        StoreOrigin::Portable(Portable::Files) => Say::new(&OF_FILES),
        StoreOrigin::Windows => Say::new(&OF_WINDOWS),
        StoreOrigin::Environment => Say::new(&OF_ENVIRONMENT),
        StoreOrigin::Given(path) => Say::new(&GIVEN).with("path", path.display().to_string()),
        StoreOrigin::Postfix(postfix) => postfix_store(postfix),
    }
}

/// Postfix's settings as they stand, and what they come to.
fn postfix_store(postfix: &Postfix) -> Say {
    let empty: &'static Message = message!("store-setting-empty", "(empty)");
    let or_empty = |value: &Option<Shown>| value.as_ref().map_or(Arg::from(empty), Arg::from);
    let says = message!(
        "store-of-postfix",
        "Postfix's: smtp_tls_CAfile = {file}, smtp_tls_CApath = {path}, tls_append_default_CA = \
        {append}{nothing}{jail}{unloadable}"
    );
    let nothing = message!(
        "store-postfix-nothing",
        "; with both empty Postfix trusts no anchor, whatever the system's store holds"
    );
    let jail = message!("store-postfix-jail", "; its client runs in {jail}, where folders are looked up");
    let unloadable = message!("store-postfix-unloadable", "; Postfix can't load this and runs without TLS: {reason}");
    let none = || Arg::from("");
    Say::new(says)
        .with("file", or_empty(&postfix.ca_file))
        .with("path", or_empty(&postfix.ca_path))
        .with("append", if postfix.append_default { "yes" } else { "no" })
        .with("nothing", if postfix.names_nothing() { Arg::from(nothing) } else { none() })
        .with("jail", postfix.jail.as_ref().map_or_else(none, |at| Say::new(jail).with("jail", at).into()))
        .with(
            "unloadable",
            postfix.unloadable.as_ref().map_or_else(none, |why| Say::new(unloadable).with("reason", why).into()),
        )
}
