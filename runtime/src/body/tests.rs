use super::*;
use std::collections::VecDeque;
use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A stream of pieces that are ready.
struct Pieces(VecDeque<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn pieces(pieces: &[&'static str], length: Option<u64>) -> ByteStream {
    ByteStream::from_stream(Pieces(pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect()), length)
}

#[tokio::test]
async fn collects_a_stream_up_to_the_limit() {
    assert_eq!(pieces(&["ab", "", "cd"], None).collect(4).await.unwrap(), "abcd");
    assert_eq!(pieces(&["abcd"], Some(4)).collect(4).await.unwrap(), "abcd");
    assert_eq!(pieces(&[], None).collect(0).await.unwrap(), "");
    assert_eq!(ByteStream::from("abcd").collect(4).await.unwrap(), "abcd");
    for body in [pieces(&["abc", "de"], None), pieces(&["abcde"], None), ByteStream::from("abcde")] {
        assert!(matches!(body.collect(4).await, Err(BodyError::TooLarge { limit: 4 })));
    }
}

#[tokio::test]
async fn says_that_a_stream_was_cut() {
    let error = pieces(&["abc"], Some(5)).collect(10).await.unwrap_err();
    assert_eq!(error.to_string(), "the body should have 5 bytes but has 3");
    assert!(matches!(
        pieces(&["abc"], Some(2)).collect(10).await,
        Err(BodyError::WrongLength { expected: 2, received: 3 })
    ));
    let failing = Pieces([Ok(Bytes::from("a")), Err(io::Error::other("reset by peer"))].into());
    let error = ByteStream::from_stream(failing, None).collect(10).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "reset by peer");
}

#[tokio::test]
async fn holds_back_the_last_piece_that_is_sent_until_nothing_comes_after_it() {
    let pieces = |list, length| pieces(list, length).take_to_send().unwrap();
    for more in [&["ab", "cd"][..], &["ab", "", "c"], &["abc"]] {
        let mut body = pieces(more, Some(2));
        assert!(matches!(body.next().await, Some(Err(BodyError::WrongLength { expected: 2, .. }))));
        assert!(body.next().await.is_none());
    }
    let mut empty = pieces(&["a"], Some(0));
    assert!(matches!(empty.next().await, Some(Err(BodyError::WrongLength { expected: 0, received: 1 }))));

    let mut body = pieces(&["ab", "c", ""], Some(3));
    assert_eq!(body.next().await.unwrap().unwrap(), "ab");
    assert_eq!(body.next().await.unwrap().unwrap(), "c");
    assert!(body.next().await.is_none());
    assert!(pieces(&["", ""], Some(0)).next().await.is_none());

    let failing = Pieces([Ok(Bytes::from("a")), Err(io::Error::other("gone"))].into());
    let mut failing = ByteStream::from_stream(failing, Some(1)).take_to_send().unwrap();
    let error = failing.next().await.unwrap().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "gone");
}

#[tokio::test]
async fn gives_the_last_piece_that_is_received_at_once() {
    let mut body = ByteStream::from_stream(
        futures_util::StreamExt::chain(
            Pieces([Ok(Bytes::from("ab"))].into()),
            futures_util::stream::pending(),
        ),
        Some(2),
    );
    assert_eq!(body.next().await.unwrap().unwrap(), "ab");
}

#[tokio::test]
async fn gives_a_stream_once_and_memory_often() {
    let memory = ByteStream::from("ab");
    assert_eq!(memory.reopen().unwrap(), memory.reopen().unwrap());

    let stream = pieces(&["ab"], None);
    let taken = stream.reopen().unwrap();
    assert!(matches!(stream.reopen(), Err(BodyError::Taken)));
    assert!(matches!(stream.clone().collect(9).await, Err(BodyError::Taken)));
    assert_eq!(taken.collect(9).await.unwrap(), "ab");
    assert_ne!(stream, pieces(&["ab"], None));
}

/// Returns a body with different pieces each time it is opened, and a counter of how often it was opened.
fn opened_each_time(length: Option<u64>) -> (ByteStream, Arc<AtomicU64>) {
    let opened = Arc::new(AtomicU64::new(0));
    let count = opened.clone();
    let open = move || {
        let time = count.fetch_add(1, Ordering::Relaxed);
        async move {
            let failed = || Err(io::Error::other("no such file"));
            if time == 2 {
                failed()
            } else {
                Ok(Pieces([Ok("ab".into()), Ok(format!("{time}").into())].into()))
            }
        }
    };
    (ByteStream::replayable(open, length), opened)
}

#[tokio::test]
async fn opens_what_is_replayable_whenever_it_is_read() {
    let (body, opened) = opened_each_time(Some(3));
    assert!(body.is_replayable() && ByteStream::from("ab").is_replayable());
    assert!(!pieces(&["ab"], None).is_replayable());
    assert_eq!((body.length(), opened.load(Ordering::Relaxed)), (Some(3), 0));
    assert_eq!(format!("{body:?}"), "ByteStream(stream of 3 bytes)");
    assert_eq!(body, body.clone());
    assert_ne!(body, opened_each_time(Some(3)).0);

    assert_eq!(body.reopen().unwrap().collect(9).await.unwrap(), "ab0");
    // It can be read without being taken too, and not beyond its end.
    let mut whole = body.clone();
    assert_eq!(whole.next().await.unwrap().unwrap(), "ab");
    assert_eq!(whole.next().await.unwrap().unwrap(), "1");
    assert!(whole.next().await.is_none());
    let mut unopened = body.take_to_send().unwrap();
    let error = unopened.next().await.unwrap().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "no such file");
    assert!(unopened.next().await.is_none());
    assert_eq!(body.collect(9).await.unwrap(), "ab3");
    assert_eq!(opened.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn compares_the_length_of_what_is_replayable_each_time() {
    let (body, _) = opened_each_time(Some(2));
    for _ in 0..2 {
        let cut = body.take_to_send().unwrap().collect(9).await;
        assert!(matches!(cut, Err(BodyError::WrongLength { expected: 2, received: 3 })), "{cut:?}");
    }
    let (body, _) = opened_each_time(None);
    let said = body.edited(Some(3), std::convert::identity).unwrap();
    assert_eq!((said.length(), said.is_replayable()), (Some(3), true));
    assert_eq!(said.reopen().unwrap().collect(9).await.unwrap(), "ab0");
    assert_eq!(said.reopen().unwrap().collect(9).await.unwrap(), "ab1");
}

#[tokio::test]
async fn reads_a_file_as_often_as_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let content = "0123456789".repeat(20_000);
    std::fs::write(&path, &content).unwrap();
    let body = ByteStream::from_path(&path).await.unwrap();
    assert_eq!(body.length(), Some(200_000));
    for _ in 0..2 {
        assert_eq!(body.take_to_send().unwrap().collect(200_000).await.unwrap(), content);
    }
    std::fs::write(&path, "shorter").unwrap();
    let shorter = body.take_to_send().unwrap().collect(200_000).await;
    assert!(matches!(shorter, Err(BodyError::WrongLength { expected: 200_000, received: 7 })));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(body.reopen().unwrap().collect(200_000).await, Err(BodyError::Read(_))));

    let missing = ByteStream::from_path(&path).await.unwrap_err();
    assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    assert!(missing.to_string().starts_with(&format!("cannot read {}: ", path.display())), "{missing}");
    let directory = ByteStream::from_path(folder.path()).await.unwrap_err();
    assert!(directory.to_string().ends_with(": it is not a regular file"), "{directory}");
}

#[tokio::test]
async fn reads_a_part_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, "0123456789").unwrap();
    for (range, expected) in [(0..10, "0123456789"), (3..5, "34"), (8..10, "89"), (4..4, "")] {
        let body = ByteStream::from_path_range(&path, range.clone()).await.unwrap();
        assert_eq!(body.length(), Some(range.end - range.start));
        for _ in 0..2 {
            assert_eq!(body.take_to_send().unwrap().collect(10).await.unwrap(), expected, "{range:?}");
        }
    }
    // What follows may change; what the range has may not.
    let body = ByteStream::from_path_range(&path, 3..5).await.unwrap();
    std::fs::write(&path, "0123456789abc").unwrap();
    assert_eq!(body.reopen().unwrap().collect(10).await.unwrap(), "34");
    std::fs::write(&path, "0123").unwrap();
    let shorter = body.take_to_send().unwrap().collect(10).await;
    assert!(matches!(shorter, Err(BodyError::WrongLength { expected: 2, received: 1 })));
    #[expect(clippy::reversed_empty_ranges)]
    for range in [2..5, 3..2] {
        let outside = ByteStream::from_path_range(&path, range).await.unwrap_err();
        assert!(outside.to_string().contains("it has 4 bytes"), "{outside}");
    }
}

#[tokio::test]
async fn is_read_by_tokios_traits() {
    use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _};
    let pieces = || ["ab\nc", "", "d\n", "e"].map(|piece| Ok::<_, io::Error>(Bytes::from(piece)));
    let stream = || ByteStream::from_stream(futures_util::stream::iter(pieces()), None);
    let mut lines = stream().into_async_read().lines();
    for line in [Some("ab"), Some("cd"), Some("e"), None] {
        assert_eq!(lines.next_line().await.unwrap().as_deref(), line);
    }
    let mut whole = String::new();
    stream().into_async_read().take(5).read_to_string(&mut whole).await.unwrap();
    assert_eq!(whole, "ab\ncd");
    let mut begun = stream().into_async_read();
    begun.read_u8().await.unwrap();
    assert_eq!(format!("{begun:?}"), "BodyReader { read: 3 bytes, body: ByteStream(stream) }");
    let short =
        ByteStream::from_stream(futures_util::stream::iter([Ok::<_, io::Error>(Bytes::from("ab"))]), Some(3));
    let error = short.into_async_read().read_to_end(&mut Vec::new()).await.unwrap_err();
    let inner = error.into_inner().unwrap().downcast::<BodyError>().unwrap();
    assert!(matches!(*inner, BodyError::WrongLength { expected: 3, received: 2 }));
}

#[test]
fn is_made_from_whatever_is_in_memory() {
    let text = || ByteStream::from("ab");
    for body in [
        ByteStream::from(b"ab"),
        ByteStream::from(&b"ab"[..]),
        ByteStream::from("ab".to_owned()),
        ByteStream::from(b"ab".to_vec()),
        ByteStream::from(b"ab".to_vec().into_boxed_slice()),
        ByteStream::from(Bytes::from("ab")),
    ] {
        assert_eq!(body, text());
    }
}

#[tokio::test]
async fn a_stream_wakes_all_who_wait_for_it() {
    let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
    let mut pending = Box::pin(receiver);
    let stream = futures_util::stream::poll_fn(move |context| {
        pending.as_mut().poll(context).map(|_| None::<Result<Bytes, BoxError>>)
    });
    let mut body = ByteStream::from_stream(stream, None);
    let mut clone = body.clone();
    let waiting = tokio::spawn(async move { body.next().await.is_none() });
    tokio::task::yield_now().await;
    // The last task to poll gives up.
    let gone = tokio::spawn(async move { clone.next().await.is_none() });
    tokio::task::yield_now().await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    sender.send(()).unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap());
}
