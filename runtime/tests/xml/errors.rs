use super::*;
use smithwright_runtime::codec::xml::{Within, Xml};
use smithwright_runtime::codec::{Codec, ErrorFields};

const LAYOUTS: [&str; 4] = [
    "<Error><Code>C</Code><Message>M</Message>…<RequestId>R</RequestId></Error>",
    "<ErrorResponse xmlns='urn:x'><Error><Code>C</Code><Message>M</Message>…</Error><RequestId>R</RequestId></ErrorResponse>",
    "<Response><Errors><Error><Code>C</Code><Message>M</Message>…</Error></Errors><RequestID>R</RequestID></Response>",
    "<e:ErrorResponse><e:RequestId>R</e:RequestId><e:Error><e:Message>M</e:Message><e:Code>C</e:Code>…</e:Error></e:ErrorResponse>",
];

#[test]
fn what_errors_say_of_themselves_in_each_layout() {
    let expected = ErrorFields {
        code: Some("C".into()),
        message: Some("M".into()),
        request_id: Some("R".into()),
        ..ErrorFields::default()
    };
    for layout in LAYOUTS {
        assert_eq!(
            Xml::new().error_fields(layout.replace('…', "<Text>t</Text>").as_bytes()),
            expected,
            "{layout}"
        );
    }
}

#[test]
fn members_of_errors_in_each_layout() {
    for layout in LAYOUTS {
        let mut error = Everything::default();
        let body = layout.replace('…', "<Text>t</Text><next><long>1</long></next>");
        Xml::new().within(Within::Error).decode_body(body.as_bytes(), &mut error).unwrap();
        assert_eq!(error.text.as_deref(), Some("t"), "{layout}");
        assert_eq!(error.next.unwrap().long, Some(1), "{layout}");
    }
}

#[test]
fn what_can_not_be_read_is_left_out() {
    let fields = |text: &str| Xml::new().error_fields(text.as_bytes());
    assert_eq!(fields(""), ErrorFields::default());
    assert_eq!(fields("{\"code\":\"x\"}"), ErrorFields::default());
    assert_eq!(fields("<html><body>Bad gateway</body></html>"), ErrorFields::default());
    assert_eq!(fields("<Error><Code>C</Code><Message>M").code.as_deref(), Some("C"));
    let odd = "<Error><Message>a<b>c</b></Message><Type><a/></Type><Code>C</Code></Error>";
    assert_eq!(fields(odd), ErrorFields { code: Some("C".into()), ..ErrorFields::default() });
    assert_eq!(fields("<!DOCTYPE x><Error><Code>C</Code></Error>"), ErrorFields::default());
}

#[test]
fn results_of_operations_are_inside_their_answers() {
    let read = |text: &str| {
        let mut output = Everything::default();
        Xml::new().within(Within::Child("Result")).decode_body(text.as_bytes(), &mut output).map(|()| output)
    };
    let body = "<DoResponse><ResponseMetadata><Text>no</Text></ResponseMetadata><DoResult><Text>yes</Text></DoResult></DoResponse>";
    assert_eq!(read(body).unwrap().text.as_deref(), Some("yes"));
    assert_eq!(read("<DoResponse><ResponseMetadata/></DoResponse>").unwrap(), Everything::default());
    assert!(read("<DoResponse><DoResult><Text>yes</Text></DoResult>").is_err());
}
