use super::*;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn doubles_the_delay_up_to_a_limit() {
    let delays = |cause| {
        [1, 2, 3, 5, 10, 40].map(|failed| Backoff::STANDARD.delay(cause, failed, 1.0, None).as_millis())
    };
    assert_eq!(delays(Cause::Transient), [50, 100, 200, 800, 20_000, 20_000]);
    assert_eq!(delays(Cause::Throttling), [1_000, 2_000, 4_000, 16_000, 20_000, 20_000]);
    let throttled = |random| Backoff::STANDARD.delay(Cause::Throttling, 1, random, None);
    assert_eq!((throttled(0.25), throttled(0.0)), (millis(250), Duration::ZERO));
}

#[test]
fn pauses_as_the_caller_wants() {
    let slow = Backoff { first: millis(300), longest: millis(1_000) };
    let delays = [1, 2, 3].map(|failed| slow.delay(Cause::Transient, failed, 1.0, None));
    assert_eq!(delays, [millis(300), millis(600), millis(1_000)]);
    assert_eq!(slow.delay(Cause::Throttling, 1, 1.0, Some(millis(1_500))), millis(1_500));
    let none = Backoff { first: Duration::ZERO, longest: Duration::ZERO };
    assert_eq!(none.delay(Cause::Throttling, 9, 1.0, None), Duration::ZERO);
    let endless = Backoff { first: Duration::MAX, longest: Duration::MAX };
    assert_eq!(endless.delay(Cause::Throttling, 9, 0.0, Some(millis(1))), millis(1));
}

#[test]
fn lets_the_service_lengthen_the_delay_by_five_seconds() {
    let asked = |asked| Backoff::STANDARD.delay(Cause::Throttling, 1, 0.5, Some(millis(asked)));
    assert_eq!(asked(100), millis(500));
    assert_eq!(asked(700), millis(700));
    assert_eq!(asked(60_000), millis(5_500));
}

#[test]
fn tells_what_is_worth_a_retry() {
    let of = |status, code| Cause::of_answer(status, code, None);
    assert_eq!(of(500, None), Some(Cause::Transient));
    assert_eq!(of(503, Some("SlowDown")), Some(Cause::Throttling));
    assert_eq!(of(400, Some("ThrottlingException")), Some(Cause::Throttling));
    assert_eq!(of(400, Some("RequestTimeout")), Some(Cause::Transient));
    assert_eq!(of(400, Some("ClientLimitExceededException")), None);
    assert_eq!(of(200, Some("InternalError")), Some(Cause::Transient));
    assert_eq!(of(200, Some("AccessDenied")), None);
    assert_eq!(of(429, None), Some(Cause::Throttling));
    assert_eq!(of(429, Some("Busy")), Some(Cause::Throttling));
    assert_eq!(of(501, None), None);
    let modelled = |status, retry| Cause::of_answer(status, Some("Busy"), Some(retry));
    assert_eq!(modelled(429, Retryable::Throttling), Some(Cause::Throttling));
    assert_eq!(modelled(429, Retryable::No), None);
    assert_eq!(modelled(409, Retryable::Transient), Some(Cause::Transient));
    assert_eq!(Cause::of_transport(TransportErrorKind::Connect), Some(Cause::Transient));
    assert_eq!(Cause::of_transport(TransportErrorKind::Unusable), None);
}

#[test]
fn draws_on_a_budget() {
    let budget = Budget::default();
    let left = || budget.0.load(Ordering::Relaxed);
    let first = || {
        let attempts = Attempts::new(
            &budget,
            3,
            Backoff::STANDARD,
            Begun { progress: Arc::default(), span: Span::none(), operation: "" },
        );
        attempts.begin();
        attempts
    };
    first().succeeded();
    assert_eq!(left(), 500);

    let mut attempts = first();
    assert!(attempts.next_delay(Cause::Transient, None).is_some());
    attempts.begin();
    assert_eq!((left(), attempts.number()), (486, 2));
    assert!(attempts.next_delay(Cause::Throttling, None).is_some());
    attempts.begin();
    assert_eq!((left(), attempts.number()), (481, 3));
    assert_eq!(attempts.next_delay(Cause::Throttling, None), None);
    attempts.succeeded();
    assert_eq!(left(), 486);
    first().succeeded();
    assert_eq!(left(), 487);

    budget.0.store(13, Ordering::Relaxed);
    assert_eq!(first().next_delay(Cause::Transient, None), None);
    assert_eq!(left(), 13);
}
