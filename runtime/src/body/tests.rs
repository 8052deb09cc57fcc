use super::*;
use std::collections::VecDeque;
use std::io;

/// A stream of pieces that are there already.
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
    assert_eq!(error.to_string(), "the body was to have 5 bytes and has 3");
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
    assert_eq!(memory.take().unwrap(), memory.take().unwrap());

    let stream = pieces(&["ab"], None);
    let taken = stream.take().unwrap();
    assert!(matches!(stream.take(), Err(BodyError::Taken)));
    assert!(matches!(stream.clone().collect(9).await, Err(BodyError::Taken)));
    assert_eq!(taken.collect(9).await.unwrap(), "ab");
    assert_ne!(stream, pieces(&["ab"], None));
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
    // The last to ask gives up.
    let gone = tokio::spawn(async move { clone.next().await.is_none() });
    tokio::task::yield_now().await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    sender.send(()).unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap());
}
