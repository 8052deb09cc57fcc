use super::*;
use std::cell::Cell;
use std::sync::Mutex as SyncMutex;
use std::task::{Context, Poll, Waker};

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(1_000_000) };
}

fn now() -> Timestamp {
    Timestamp::from_seconds(NOW.get())
}

fn pass(seconds: i64) {
    NOW.set(NOW.get() + seconds);
}

/// Provides credentials with this lifetime in seconds, named by how often it was asked. May fail from the second time on.
struct Provider {
    life: Option<i64>,
    fails_later: Option<&'static str>,
    asked: SyncMutex<usize>,
}

impl ProvideCredentials for Provider {
    fn provide(&self) -> ProvideFuture<'_> {
        let mut asked = self.asked.lock().unwrap();
        *asked += 1;
        let credentials = Credentials::new(asked.to_string(), "secret");
        let given = match (self.fails_later, self.life) {
            (Some(why), _) if *asked > 1 => Err(CredentialsError::new(why)),
            (_, None) => Ok(credentials),
            (_, Some(life)) => Ok(credentials.with_expiry(Timestamp::from_seconds(now().seconds() + life))),
        };
        Box::pin(std::future::ready(given))
    }
}

fn cache(life: Option<i64>, fails_later: Option<&'static str>) -> CachedCredentials<Provider> {
    CachedCredentials::by(
        Provider { life, fails_later, asked: SyncMutex::new(0) },
        now,
        Persistence::AskAgain,
    )
}

async fn id(cache: &CachedCredentials<Provider>) -> Result<String, String> {
    let provided = cache.provide().await;
    provided.map(|credentials| credentials.access_key_id().to_owned()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn asks_again_only_when_the_end_is_near() {
    for (life, kept, renewed) in [
        (None, 1_000_000, None),
        (Some(3600), 3299, Some(1)),
        (Some(600), 299, Some(1)),
        // Less than twice the margin: renewed at half of it.
        (Some(60), 29, Some(1)),
        // Credentials that had expired when they were received are used for a while.
        (Some(0), 9, Some(1)),
    ] {
        let cache = cache(life, None);
        assert_eq!(id(&cache).await.unwrap(), "1");
        pass(kept);
        assert_eq!(id(&cache).await.unwrap(), "1", "{life:?}");
        if let Some(later) = renewed {
            pass(later);
            assert_eq!(id(&cache).await.unwrap(), "2", "{life:?}");
        }
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_makes_credentials_due() {
    let cache = cache(Some(0), None);
    assert_eq!(id(&cache).await.unwrap(), "1");
    pass(-3600);
    assert_eq!(id(&cache).await.unwrap(), "2");
    assert_eq!(id(&cache).await.unwrap(), "2");
}

#[tokio::test]
async fn a_clock_that_was_set_back_asks_no_failing_provider_for_each_call() {
    let cache = cache(Some(3600), Some("nobody answers"));
    assert_eq!(id(&cache).await.unwrap(), "1");
    pass(-60);
    for _ in 0..2 {
        assert_eq!(id(&cache).await.unwrap(), "1");
        assert_eq!(*cache.provider.asked.lock().unwrap(), 3);
    }
}

#[tokio::test]
async fn valid_credentials_outlast_a_failure_to_renew_them() {
    let cache = cache(Some(3600), Some("nobody answers"));
    let asked = || *cache.provider.asked.lock().unwrap();
    assert_eq!(id(&cache).await.unwrap(), "1");
    pass(3580);
    for times in [3, 3] {
        assert_eq!(id(&cache).await.unwrap(), "1");
        assert_eq!(asked(), times, "it was to be asked again, and then left alone for a while");
    }
    pass(PAUSE);
    assert_eq!(id(&cache).await.unwrap(), "1");
    assert_eq!(asked(), 5);
    pass(10);
    assert_eq!(id(&cache).await.unwrap_err(), "nobody answers");
}

#[test]
fn valid_credentials_are_used_where_nothing_can_be_asked() {
    let cache = cache(Some(3600), None);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    assert_eq!(runtime.block_on(id(&cache)).unwrap(), "1");
    let outside = || {
        let provided = std::pin::pin!(id(&cache));
        match provided.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(id) => id,
            Poll::Pending => panic!("nothing wakes it"),
        }
    };
    pass(3580);
    assert_eq!(outside().unwrap(), "1");
    pass(20);
    assert_eq!(outside().unwrap_err(), "there is no Tokio runtime to ask on");
    assert_eq!(runtime.block_on(id(&cache)).unwrap(), "2");
}

/// Provides credentials for an hour once, and then never answers.
struct Silent(SyncMutex<bool>);

impl ProvideCredentials for Silent {
    fn provide(&self) -> ProvideFuture<'_> {
        if std::mem::replace(&mut *self.0.lock().unwrap(), true) {
            return Box::pin(std::future::pending());
        }
        let expiry = Timestamp::from_seconds(now().seconds() + 3600);
        Box::pin(std::future::ready(Ok(Credentials::new("1", "secret").with_expiry(expiry))))
    }
}

#[tokio::test(start_paused = true)]
async fn valid_credentials_outlast_a_provider_that_does_not_answer() {
    let cache = CachedCredentials::by(Silent(SyncMutex::new(false)), now, Persistence::AskAgain);
    for _ in 0..2 {
        assert_eq!(cache.provide().await.unwrap().access_key_id(), "1");
        pass(3500);
    }
}

#[tokio::test(start_paused = true)]
async fn valid_credentials_are_given_while_another_call_renews_them() {
    let cache = CachedCredentials::by(Silent(SyncMutex::new(false)), now, Persistence::AskAgain);
    cache.provide().await.unwrap();
    pass(3500);
    let begun = tokio::time::Instant::now();
    let timed = || async {
        assert_eq!(cache.provide().await.unwrap().access_key_id(), "1");
        begun.elapsed()
    };
    let (renewing, second, third) = tokio::join!(timed(), timed(), timed());
    assert_eq!((renewing, second, third), (PATIENCE, Duration::ZERO, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_never_answers_is_given_up() {
    let cache = CachedCredentials::by(Silent(SyncMutex::new(true)), now, Persistence::AskAgain);
    let begun = tokio::time::Instant::now();
    // This includes a call that waits for another's answer.
    let (first, second) = tokio::join!(cache.provide(), cache.provide());
    for given in [first, second] {
        assert_eq!(given.unwrap_err().to_string(), "the provider gave none within 60s");
    }
    assert_eq!(begun.elapsed(), Duration::from_secs(60));
}

/// Takes two seconds for each answer: credentials for an hour, or an error when it is to fail.
struct Slow {
    fails: fn(usize) -> bool,
    asked: SyncMutex<usize>,
}

impl ProvideCredentials for Slow {
    fn provide(&self) -> ProvideFuture<'_> {
        let mut asked = self.asked.lock().unwrap();
        *asked += 1;
        let (number, fails) = (asked.to_string(), (self.fails)(*asked));
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            match fails {
                true => Err(CredentialsError::new("nobody answers")
                    .caused_by(std::io::Error::other("the cable is cut"))),
                false => {
                    let expiry = Timestamp::from_seconds(now().seconds() + 3600);
                    Ok(Credentials::new(number, "secret").with_expiry(expiry))
                }
            }
        })
    }
}

fn slow(fails: fn(usize) -> bool) -> CachedCredentials<Slow> {
    CachedCredentials::by(Slow { fails, asked: SyncMutex::new(0) }, now, Persistence::AskAgain)
}

fn asked(cache: &CachedCredentials<Slow>) -> usize {
    *cache.provider.asked.lock().unwrap()
}

async fn id_of(cache: &CachedCredentials<Slow>) -> String {
    cache.provide().await.unwrap().access_key_id().to_owned()
}

#[tokio::test(start_paused = true)]
async fn what_one_call_gives_up_the_next_goes_on_with() {
    let cache = slow(|_| false);
    for _ in 0..3 {
        tokio::time::timeout(Duration::from_millis(600), cache.provide()).await.unwrap_err();
    }
    let begun = tokio::time::Instant::now();
    assert_eq!(id_of(&cache).await, "1");
    assert_eq!((begun.elapsed(), asked(&cache)), (Duration::from_millis(200), 1));
}

#[tokio::test(start_paused = true)]
async fn what_is_slow_to_renew_is_there_for_a_later_call() {
    let cache = slow(|_| false);
    assert_eq!(id_of(&cache).await, "1");
    pass(3500);
    let begun = tokio::time::Instant::now();
    assert_eq!(id_of(&cache).await, "1");
    assert_eq!((begun.elapsed(), id_of(&cache).await.as_str()), (PATIENCE, "1"));
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!((id_of(&cache).await.as_str(), asked(&cache)), ("2", 2));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_by_all_who_wait() {
    let cache = slow(|_| true);
    let begun = tokio::time::Instant::now();
    let (first, second, third) = tokio::join!(cache.provide(), cache.provide(), cache.provide());
    assert_eq!((begun.elapsed(), asked(&cache)), (Duration::from_secs(4), 2));
    for failed in [first, second, third] {
        let error = failed.unwrap_err();
        assert_eq!(error.to_string(), "nobody answers");
        let cause = std::error::Error::source(&error).unwrap();
        assert_eq!(cause.downcast_ref::<std::io::Error>().unwrap().to_string(), "the cable is cut");
    }
    let cache = slow(|times| times == 1);
    let (first, second) = tokio::join!(id_of(&cache), id_of(&cache));
    assert_eq!((first.as_str(), second.as_str()), ("2", "2"), "it was asked once more");
}

#[test]
fn a_request_of_a_runtime_that_has_ended_is_made_again() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let cache = slow(|_| false);
    let given_up = || tokio::time::timeout(Duration::from_secs(1), cache.provide());
    assert!(runtime().unwrap().block_on(async { given_up().await }).is_err());
    assert_eq!(runtime().unwrap().block_on(id_of(&cache)), "2");
}

#[tokio::test(start_paused = true)]
async fn credentials_age_from_when_they_were_received() {
    let cache = slow(|_| false);
    assert_eq!(id_of(&cache).await, "1");
    pass(3500);
    assert_eq!(id_of(&cache).await, "1");
    // They come while nobody calls, and have expired when somebody does.
    tokio::time::sleep(Duration::from_secs(2)).await;
    pass(3600);
    assert_eq!(id_of(&cache).await, "3");
}

struct Panicking;

impl ProvideCredentials for Panicking {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(async { panic!("a provider of somebody's own") })
    }
}

#[tokio::test]
async fn a_provider_that_panics_is_an_error() {
    let cache = CachedCredentials::new(Panicking);
    assert_eq!(cache.provide().await.unwrap_err().to_string(), LOST);
}
