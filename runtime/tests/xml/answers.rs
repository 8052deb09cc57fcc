//! Whose answer a document is.

use super::*;
use smithwright_runtime::codec::Codec;
use smithwright_runtime::codec::query::{Dialect, Query};
use smithwright_runtime::codec::xml::Xml;
use smithwright_runtime::message::Response;
use smithwright_runtime::schema::{Member, Setting};
use smithwright_runtime::value::ValueMut;

const FOREIGN: [&str; 5] = [
    "<html><body><h1>Please log in</h1></body></html>",
    "<HTML>Please log in</HTML>",
    "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>",
    "<Response><Errors/></Response>",
    "<?xml version='1.0'?><feed><entry/></feed>",
];

const OURS: [&str; 8] = [
    "<All/>",
    "<x:All><Unknown/></x:All>",
    "<Other></Other>",
    "<Other> </Other>",
    "<Other><New/><Text>t</Text></Other>",
    "<Other number='1'><New/></Other>",
    "<ListThingsResponse><New/></ListThingsResponse>",
    "<ListThingsResponse><ListThingsResult/><ResponseMetadata/></ListThingsResponse>",
];

fn codecs() -> [(&'static str, Box<dyn Codec>); 3] {
    [
        ("restXml", Box::new(Xml::new())),
        ("awsQuery", Box::new(Query::new(Dialect::AwsQuery, "ListThings", "1"))),
        ("ec2Query", Box::new(Query::new(Dialect::Ec2Query, "ListThings", "1"))),
    ]
}

/// The page of a proxy must not look like an empty list. But services take liberties with the names of root elements.
#[test]
fn a_document_that_the_model_does_not_know_is_no_response() {
    const WHOLE: Member = Member { name: "whole", settings: &[Setting::Payload] };
    for (protocol, codec) in codecs() {
        for text in FOREIGN {
            let error = codec.decode_body(text.as_bytes(), &mut Everything::default()).unwrap_err();
            assert!(error.to_string().contains("the model does not know"), "{protocol}: {text}: {error}");
            codec.decode_payload(text.as_bytes(), Everything::default().slot(), &WHOLE).unwrap_err();
        }
        for text in OURS {
            let read = codec.decode_body(text.as_bytes(), &mut Everything::default());
            read.unwrap_or_else(|error| panic!("{protocol}: {text}: {error}"));
            codec.decode_payload(text.as_bytes(), Everything::default().slot(), &WHOLE).unwrap();
        }
    }
}

#[test]
fn an_answer_with_members_has_a_body() {
    for (protocol, codec) in codecs() {
        let read = |status| {
            let mut response = Response::default();
            response.status = status;
            runtime::bindings::decode(codec.as_ref(), response, &mut Everything::default())
        };
        assert!(read(200).unwrap_err().to_string().contains("the body is empty"), "{protocol}");
        read(204).unwrap();
    }
}
