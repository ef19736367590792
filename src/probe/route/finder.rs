//! A proxy that is not named but looked for, URL by URL: Windows is asked, outside of the thread that keeps the timers and
//! within a bound, so that our own sockets go the way that `CryptoAPI` goes. Other systems look for none.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::Route;
use super::settings::{self, Search};
use super::windows::{Answer, proxy_for};
use crate::probe::clock::{Clock, Late};
use crate::vocabulary::HttpUrl;

/// Asks for the proxies of one run.
#[derive(Debug, Default)]
pub(in crate::probe) struct Finder {
    /// Windows did not answer within the bound: it is not asked again, since each further URL would wait as long.
    given_up: AtomicBool,
}

impl Finder {
    /// The way out for one URL: what a search brings, else the route as its settings name it. `bound` is how long a search
    /// may take; the caller's time goes on.
    pub(in crate::probe) async fn way_out<'a>(
        &self,
        route: &'a Route,
        url: &HttpUrl,
        clock: &Clock,
        bound: Duration,
    ) -> Cow<'a, Route> {
        let Some(search) = route.search.as_ref().filter(|_| !self.given_up.load(Ordering::Relaxed)) else {
            return Cow::Borrowed(route);
        };
        match clock.within(bound, start(search.clone(), url.as_str().to_owned())).await {
            Ok(Ok(Answer::Proxy(listed))) => Cow::Owned(settings::found(Some(&listed))),
            Ok(Ok(Answer::Straight)) => Cow::Owned(settings::found(None)),
            // There was no thread to ask in, or it found neither a script nor a proxy.
            Ok(Ok(Answer::Nothing) | Err(_)) | Err(Late::Cut) => Cow::Borrowed(route),
            Err(Late::Bound) => {
                self.given_up.store(true, Ordering::Relaxed);
                Cow::Borrowed(route)
            }
        }
    }
}

/// Begins to look, in a thread that may be left behind: the call can't be called off. The sender is dropped unheard where
/// there is no thread.
fn start(search: Search, url: String) -> oneshot::Receiver<Answer> {
    let (sender, found) = oneshot::channel();
    let asking = move || {
        // Nobody listens any more where the time was up.
        let _ = sender.send(proxy_for(&search, &url));
    };
    let _ = thread::Builder::new().name("proxy".to_owned()).spawn(asking);
    found
}
