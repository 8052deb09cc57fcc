//! Frames on a WebSocket: messages, or others that are handed over as they are. Nothing ends the socket, and nothing is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_fuzz::peer::Peer;
use smithwright_fuzz::shapes::Sample;
use smithwright_fuzz::{now, stays_the_same};
use smithwright_runtime::WebSocket;
use smithwright_runtime::codec::json::{from_slice, to_vec};
use smithwright_runtime::transport::SocketFrame;
use smithwright_runtime::value::Value as _;
use smithwright_runtime::websocket::{Frame, Incoming};
use std::cell::RefCell;

thread_local! {
    /// Opened once for all inputs.
    static SOCKET: RefCell<(Peer, WebSocket<Sample, Sample>)> = {
        let peer = Peer::default();
        let socket = peer.socket();
        RefCell::new((peer, socket))
    };
}

fuzz_target!(|data: &[u8]| {
    let text = std::str::from_utf8(data);
    let frame = match text {
        Ok(text) => SocketFrame::Text(text.to_owned()),
        Err(_) => SocketFrame::Binary(data.to_vec().into()),
    };
    SOCKET.with_borrow_mut(|(peer, socket)| {
        peer.sends(SocketFrame::Ping);
        peer.sends(frame);
        match now(socket.receive_any()) {
            Ok(Some(Incoming::Message(message))) => {
                if let Ok(written) = to_vec(message.view()) {
                    stays_the_same::<Sample>(&written, from_slice, |value| to_vec(value.view()));
                }
            }
            Ok(Some(Incoming::Unrecognised(other))) => match other.frame {
                Frame::Text(found) => assert_eq!(Ok(found.as_str()), text),
                Frame::Binary(found) => assert_eq!(&found[..], data),
            },
            other => panic!("{other:?}"),
        }
    });
});
