use super::*;
use crate::error::Retryable;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn retries_with_the_same_token() {
    let script = Script::default().answer(500, &[], "").fail(TransportErrorKind::Connect).answer(
        200,
        &[],
        "third time lucky",
    );
    let output = script.client().send(&put()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("third time lucky"));
    assert_eq!(
        script.header("amz-sdk-request"),
        ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]
    );
    for header in ["x-token", "amz-sdk-invocation-id"] {
        let values = script.header(header);
        assert!(values.iter().all(|value| *value == values[0]), "{header}: {values:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn gives_the_last_error_when_attempts_run_out() {
    let script = Script::default().answer(409, &[("x-code", "Busy")], "").answer(503, &[], "").answer(
        500,
        &[("x-code", "Strange")],
        "",
    );
    let error = script.client().send(&put()).await.unwrap_err();
    assert_eq!(error.code(), Some("Strange"));
    assert_eq!(error.to_string(), "Put: Strange (status 500, after 3 attempts)");
    assert_eq!(error.attempts(), 3);
    assert!(matches!(error.service(), Some(PutError::Unmodelled)), "the first attempt's error stayed");
    assert_eq!(script.seen().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn retries_an_error_that_a_success_hides_whatever_its_code() {
    let script = Script::default().answer(200, &[("x-code", "Strange")], "").answer(200, &[], "");
    script.client().send(&put()).await.unwrap();
    assert_eq!(script.seen().len(), 2);

    let script = (0..3).fold(Script::default(), |script, _| script.answer(200, &[("x-code", "Strange")], ""));
    let error = script.client().send(&put()).await.unwrap_err();
    assert_eq!(error.to_string(), "Put: Strange (status 200, after 3 attempts)");
    assert_eq!(error.retryable(), Retryable::Transient);
}

#[tokio::test(start_paused = true)]
async fn retries_what_the_model_says_where_the_service_repeats_an_older_code() {
    let busy = [("x-code", "Things.Occupied"), ("x-model-code", "Busy")];
    let script = Script::default().answer(409, &busy, "").answer(200, &[], "");
    script.client().send(&put()).await.unwrap();
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn waits_as_long_as_the_service_asks() {
    let busy = [("x-code", "Busy"), ("x-amz-retry-after", "1500")];
    let script = Script::default().answer(409, &busy, "").answer(200, &[], "");
    let begun = Instant::now();
    script.client().send(&put()).await.unwrap();
    assert!((Duration::from_millis(1500)..Duration::from_millis(1510)).contains(&begun.elapsed()));

    // However long that is, it lengthens the pause by five seconds at most.
    let endless = [("x-code", "Busy"), ("x-amz-retry-after", "99999999999999999999")];
    let script = Script::default().answer(409, &endless, "").answer(200, &[], "");
    let begun = Instant::now();
    script.client().send(&put()).await.unwrap();
    assert!((Duration::from_secs(5)..Duration::from_secs(7)).contains(&begun.elapsed()));
}

#[tokio::test(start_paused = true)]
async fn does_not_wait_where_the_caller_does_not_want_it() {
    let busy = [("x-code", "Busy")];
    let script = Script::default().answer(409, &busy, "").answer(500, &[], "").answer(200, &[], "");
    let client = script.client_with(|config| config.backoff(Duration::ZERO, Duration::ZERO));
    let begun = Instant::now();
    client.send(&put()).await.unwrap();
    assert_eq!((script.seen().len(), begun.elapsed()), (3, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn does_not_retry_what_will_not_pass() {
    for script in [
        Script::default().answer(400, &[("x-code", "Wrong")], ""),
        Script::default().answer(200, &[], &b"\xff"[..]),
        Script::default().fail(TransportErrorKind::Unusable),
    ] {
        let error = script.client().send(&put()).await.unwrap_err();
        assert_eq!((script.seen().len(), error.attempts()), (1, 1));
        assert!(!error.to_string().contains("attempt"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn sends_a_stream_once() {
    let stream = || ByteStream::from_stream(Empty, None);
    let script = Script::default().answer(500, &[], "").answer(200, &[], "");
    let client = script.client();
    let input = Put { body: Some(stream()), ..put() };
    assert_eq!(client.send(&input).await.unwrap_err().status(), Some(500));
    assert_eq!(script.header("amz-sdk-request"), ["attempt=1; max=1"]);
    let again = failure(client.send(&input).await);
    assert_eq!(again.kind(), FailureKind::Input);
    assert_eq!(script.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn sends_a_replayable_stream_in_each_attempt() {
    let open = || std::future::ready(Ok::<_, crate::error::BoxError>(Empty));
    let script = Script::default().answer(500, &[], "").fail(TransportErrorKind::Broken).answer(200, &[], "");
    let input = Put { body: Some(ByteStream::replayable(open, Some(0))), ..put() };
    script.client().send(&input).await.unwrap();
    for request in script.seen() {
        assert_eq!(request.body.collect(1).await.unwrap(), "");
    }
    assert_eq!(
        script.header("amz-sdk-request"),
        ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]
    );
}

pub(super) struct Empty;

impl futures_core::Stream for Empty {
    type Item = Result<Bytes, crate::error::BoxError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(None)
    }
}

#[tokio::test(start_paused = true)]
async fn gives_an_attempt_its_time_and_the_call_its_own() {
    let script = Script::default().silence().silence();
    let client = script.client_with(|config| config.attempt_timeout(Duration::from_secs(2)).max_attempts(2));
    let begun = Instant::now();
    let slow = failure(client.send(&put()).await);
    assert_eq!(slow.kind(), FailureKind::Timeout);
    assert_eq!(slow.to_string(), "Put: an attempt did not end within 2s (after 2 attempts)");
    assert_eq!(script.seen().len(), 2);
    assert!(begun.elapsed() < Duration::from_secs(5));

    let script = Script::default().silence();
    let client = script.client_with(|config| config.call_timeout(Duration::from_secs(7)));
    let begun = Instant::now();
    let slow = failure(client.send(&put()).await);
    assert_eq!(slow.kind(), FailureKind::Timeout);
    assert_eq!(begun.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_has_no_time_for_another_attempt_ends_with_what_it_has() {
    let script = Script::default().answer(503, &[("x-code", "SlowDown"), ("retry-after", "4")], "");
    let client = script.client_with(|config| config.call_timeout(Duration::from_secs(3)));
    let begun = Instant::now();
    let error = client.send(&put()).await.unwrap_err();
    assert_eq!((error.code(), error.retryable()), (Some("SlowDown"), Retryable::Throttling));
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_out_of_time_says_how_the_attempt_before_ended() {
    let limited = |script: &Script| script.client_with(|config| config.call_timeout(Duration::from_secs(3)));
    let script =
        Script::default().answer(503, &[("x-code", "SlowDown"), ("x-amz-retry-after", "10")], "").silence();
    let slow = failure(limited(&script).send(&put()).await);
    assert_eq!(
        slow.to_string(),
        "Put: the call, with its retries, did not end within 3s; before, an attempt ended with: SlowDown (status 503) (after 2 attempts)"
    );
    let script = Script::default().fail(TransportErrorKind::Connect).silence();
    let slow = failure(limited(&script).send(&put()).await).to_string();
    assert!(slow.contains("; before, an attempt ended with: could not connect"), "{slow}");
}

#[tokio::test(start_paused = true)]
async fn shares_the_budget_among_clones() {
    let mut script = Script::default();
    for _ in 0..100 {
        script = script.answer(500, &[], "");
    }
    let client = script.client_with(|config| config.max_attempts(10));
    // A budget of 500 pays for 35 retries at 14 each.
    for _ in 0..10 {
        client.clone().send(&put()).await.unwrap_err();
    }
    assert_eq!(script.seen().len(), 10 + 35);
}

#[tokio::test(start_paused = true)]
async fn what_the_caller_says_is_tried_again() {
    let aborted = [("x-code", "Aborted")];
    let script = Script::default().answer(409, &aborted, "").answer(409, &aborted, "").answer(200, &[], "");
    let client = script.client_with(|config| {
        config.retry_also(|response| match response.code.as_deref() {
            Some("Aborted") if response.attempts == 1 => Retryable::Transient,
            _ => Retryable::No,
        })
    });
    let also_later = client.with_settings(|config| config.retry_also(|_| Retryable::Transient));
    assert_eq!(client.send(&put()).await.unwrap_err().attempts(), 2);
    also_later.send(&put()).await.unwrap();
    assert_eq!(script.seen().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn errors_say_whether_a_later_call_may_succeed() {
    for (script, expected) in [
        (Script::default().answer(409, &[("x-code", "Wrong")], ""), Retryable::No),
        (Script::default().answer(409, &[("x-code", "Busy")], ""), Retryable::Throttling),
        (Script::default().answer(503, &[], ""), Retryable::Transient),
        (Script::default().fail(TransportErrorKind::Connect), Retryable::Transient),
        (Script::default().fail(TransportErrorKind::Unusable), Retryable::No),
        // Cut off after a part of it.
        (
            Script::default().answer(
                200,
                &[],
                ByteStream::from_stream(futures_util::stream::iter([Err::<Bytes, _>("cut")]), None),
            ),
            Retryable::Transient,
        ),
    ] {
        let client = script.client_with(|config| config.max_attempts(1));
        let error = client.send(&put()).await.unwrap_err();
        assert_eq!(error.retryable(), expected, "{error}");
    }
    let late = Script::default().silence().client_with(|config| config.call_timeout(Duration::from_secs(1)));
    assert_eq!(late.send(&put()).await.unwrap_err().retryable(), Retryable::Transient);
}

#[tokio::test(start_paused = true)]
async fn retries_that_help_cost_nothing() {
    let mut script = Script::default();
    for _ in 0..50 {
        script = script.answer(500, &[], "").answer(200, &[], "");
    }
    let client = script.client();
    for _ in 0..50 {
        client.send(&put()).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn waits_until_the_date_that_the_service_names() {
    for (after, least, most) in
        [("Sun, 30 Aug 2015 12:36:02 GMT", 2_000, 2_051), ("2", 2_000, 2_051), ("soon", 0, 51), ("-1", 0, 51)]
    {
        let headers = [("date", "Sun, 30 Aug 2015 12:36:00 GMT"), ("retry-after", after)];
        let script = Script::default().answer(503, &headers, "").answer(200, &[], "");
        let begun = Instant::now();
        script.client().send(&put()).await.unwrap();
        assert!((least..=most).contains(&begun.elapsed().as_millis()), "{after}");
    }
}
