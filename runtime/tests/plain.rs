//! Outputs and errors without members of their own.
#![allow(missing_docs)]

use smithwright_runtime as runtime;
use smithwright_runtime::{MessageError, NoErrors, NoOutput};

runtime::message_errors! {
    codes {
        Gone = "Gone", message: "Message";
        Denied = "AccessDenied", message: "message", Sensitive;
    }
}

pub type Gone = MessageError<codes::Gone, String>;
pub type Denied = MessageError<codes::Denied>;

#[test]
fn errors_are_called_as_in_the_model_and_keep_secrets() {
    let (mut gone, mut denied) = (Gone::default(), Denied::default());
    gone.message = "it left".to_owned();
    denied.message = Some("secret".to_owned());
    assert_eq!(format!("{gone:?}"), r#"Gone { Message: "it left" }"#);
    assert_eq!(format!("{denied:?}"), "AccessDenied { message: *** }");
    assert_eq!(format!("{:?}", Denied::default()), "AccessDenied");
    assert_eq!(gone.to_string(), "Gone: it left");
    let denied_as_error: &dyn std::error::Error = &denied;
    assert_eq!(denied_as_error.to_string(), "AccessDenied");
    assert_eq!((denied.clone() == denied, denied == Denied::default()), (true, false));
}

#[derive(Clone, Default)]
pub struct Canceled {
    pub reasons: Vec<String>,
    pub message: Option<String>,
}

runtime::structure! {
    error Canceled = "TransactionCanceled" {
        reasons: "Reasons";
        message: "Message";
    }
}

#[derive(Clone, Default)]
pub struct Hidden {
    pub message: Option<String>,
    pub code: Option<i32>,
}

runtime::structure! {
    error Hidden = "Hidden" {
        message: "message", Sensitive;
        code: "code";
    }
}

#[test]
fn errors_with_other_members_are_errors_too() {
    let canceled = Canceled { reasons: vec!["None".to_owned()], message: Some("it is\nover".to_owned()) };
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(canceled);
    assert_eq!(boxed.to_string(), "TransactionCanceled: it is\\nover");
    assert_eq!(Canceled::default().to_string(), "TransactionCanceled");
    let hidden = Hidden { message: Some("secret".to_owned()), code: Some(1) };
    assert_eq!(hidden.to_string(), "Hidden");
}

/// A program's own trait, whose impls tell the types apart.
trait Mine {
    const NUMBER: u8;
}

impl Mine for Gone {
    const NUMBER: u8 = 1;
}

impl Mine for Denied {
    const NUMBER: u8 = 2;
}

impl Mine for NoOutput<Gone> {
    const NUMBER: u8 = 3;
}

impl Mine for NoOutput<Denied> {
    const NUMBER: u8 = 4;
}

#[test]
fn each_is_a_type_of_its_own() {
    let numbers = [Gone::NUMBER, Denied::NUMBER, NoOutput::<Gone>::NUMBER, NoOutput::<Denied>::NUMBER];
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[test]
fn nothing_is_shown_as_nothing() {
    let output = NoOutput::<Gone>::default();
    assert_eq!((format!("{output:?}"), output.clone() == output), ("NoOutput".to_owned(), true));
    assert_eq!(format!("{:?}", NoErrors::<Gone>::Unmodelled), "Unmodelled");
}
