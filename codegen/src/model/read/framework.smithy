$version: "2.0"

namespace smithy.framework

/// The input does not keep to the constraints of the model.
@error("client")
structure ValidationException {
    /// What is wrong, in a sentence.
    @required
    message: String

    /// The members that are wrong. One that breaks several constraints is in it several times.
    fieldList: ValidationExceptionFieldList
}

list ValidationExceptionFieldList {
    member: ValidationExceptionField
}

/// A member that is wrong.
structure ValidationExceptionField {
    /// Where the member is in the input: a JSON pointer.
    @required
    path: String

    /// Which constraint it breaks, in a sentence.
    @required
    message: String
}
