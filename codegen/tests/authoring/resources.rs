//! Mistakes in resources, their operations, and references to them.

use super::told;

const RESOURCES: &str = r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Library { version: "1", resources: [Shelf], operations: [Ping] }
resource Shelf {
    identifiers: { shelf: String }
    properties: { height: Integer, paint: Paint, label: String }
    create: CreateShelf, put: PutShelf, read: GetShelf, update: UpdateShelf, delete: DeleteShelf, list: ListShelves
    operations: [PaintShelf], collectionOperations: [CountShelves], resources: [Box]
}
resource Box { identifiers: { shelf: String, box: String }, list: ListBoxes }
@http(method: "POST", uri: "/ping") operation Ping { output := {} }
@http(method: "POST", uri: "/shelves") operation CreateShelf { input := { height: Integer }, output := { @required shelf: String } }
@idempotent @http(method: "PUT", uri: "/shelves/{shelf}")
operation PutShelf { input := { @httpLabel @required shelf: String, paint: Paint }, output := {} }
@readonly @http(method: "GET", uri: "/shelves/{shelf}")
operation GetShelf { input := { @httpLabel @required shelf: String }, output := { height: Integer, @property(name: "paint") colour: Paint } }
@http(method: "POST", uri: "/shelves/{shelf}")
operation UpdateShelf { input := { @httpLabel @required shelf: String, @nestedProperties data: Data }, output := {} }
@idempotent @http(method: "DELETE", uri: "/shelves/{shelf}")
operation DeleteShelf { input := { @httpLabel @required shelf: String, @httpHeader("force") @notProperty force: Boolean }, output := {} }
@readonly @http(method: "GET", uri: "/shelves") operation ListShelves { output := { @nestedProperties shelves: Summaries } }
@http(method: "POST", uri: "/shelves/{name}/paint")
operation PaintShelf { input := { @httpLabel @required @resourceIdentifier("shelf") name: String, @idempotencyToken token: String }, output := {} }
@readonly @http(method: "GET", uri: "/count") operation CountShelves { output := {} }
@readonly @http(method: "GET", uri: "/shelves/{shelf}/boxes") operation ListBoxes { input := { @httpLabel @required shelf: String }, output := {} }
structure Data { height: Integer }
list Summaries { member: Summary }
structure Summary { label: String, more: Blob }
string Paint
@references([{ resource: Shelf }]) string ShelfName
@references([{ resource: Box, ids: { shelf: "shelf", box: "name" } }, { resource: Box, rel: "collection" }])
structure BoxName { @required shelf: String, @required name: String }
"#;

#[test]
fn operations_of_resources() {
    told(
        "library.smithy",
        RESOURCES,
        &[
            (
                "@httpLabel @required shelf: String, @nestedProperties data",
                "@httpLabel @required @resourceIdentifier(\"self\") shelf: String, @nestedProperties data",
                "error: expected a required input member with the target `smithy.api#String` for the identifier `shelf` of `a#Shelf`, found none",
            ),
            (
                "@resourceIdentifier(\"shelf\") name: String",
                "@resourceIdentifier(\"shelf\") name: Paint",
                "error: expected a required input member with the target `smithy.api#String` for the identifier `shelf` of `a#Shelf`, found `name` with the target `a#Paint`",
            ),
            (
                "operation CountShelves { output",
                "operation CountShelves { input := { @httpQuery(\"x\") @required shelf: String }, output",
                "error: expected an operation on the collection of `a#Shelf`, found all its identifiers in the input, which select one",
            ),
            (
                "operation ListBoxes { input := { @httpLabel @required shelf: String }",
                "operation ListBoxes { input := { @httpLabel @required shelf: Paint }",
                "error: expected a required input member with the target `smithy.api#String` for the identifier `shelf` of `a#Shelf`, found `shelf` with the target `a#Paint`",
            ),
            (
                "operation ListBoxes { input := { @httpLabel @required shelf: String }",
                "operation ListBoxes { input := { @httpLabel @required shelf: String, @httpQuery(\"b\") @required box: String }",
                "error: expected an operation on the collection of `a#Box`, found all its identifiers in the input, which select one",
            ),
            (
                "@idempotencyToken token: String",
                "@required @resourceIdentifier(\"shelf\") other: String",
                "error: expected one member for the identifier `shelf`, found another",
            ),
            (
                "@idempotencyToken token: String",
                "@notProperty shelf: String",
                "warning: expected one member for the identifier `shelf`, found another, which has its name",
            ),
            (
                "@readonly @http(method: \"GET\", uri: \"/shelves/{shelf}\")",
                "@http(method: \"GET\", uri: \"/shelves/{shelf}\")",
                "error: expected `smithy.api#readonly` on the operation `read` of `a#Shelf`, found none",
            ),
            (
                "@idempotent @http(method: \"DELETE\"",
                "@http(method: \"DELETE\"",
                "error: expected `smithy.api#idempotent` on the operation `delete` of `a#Shelf`, found none",
            ),
            (
                "@http(method: \"POST\", uri: \"/shelves\")",
                "@readonly @http(method: \"POST\", uri: \"/shelves\")",
                "error: expected the operation `create` of `a#Shelf` to change something, found `smithy.api#readonly`",
            ),
            (
                "resource Box",
                "@noReplace resource Box",
                "error: expected the lifecycle operation `put` beside the trait, found none",
            ),
            (
                "resources: [Shelf]",
                "resources: [Shelf, Box]",
                "error: expected one place for the resource `a#Box` in `a#Library`, found it in `a#Library` and `a#Shelf`",
            ),
            (
                "operations: [Ping]",
                "operations: [Ping, CreateShelf]",
                "error: expected one place for the operation `a#CreateShelf` in `a#Library`, found it in `a#Library` and `a#Shelf`",
            ),
            (
                "resource Box",
                "resource Lid { resources: [Tin] } resource Tin { resources: [Lid] } resource Box",
                "error: resources must not be within themselves: a#Lid -> a#Tin -> a#Lid",
            ),
            (
                "resources: [Box]\n}\n",
                "resources: [Box, Tin]\n}\nresource Tin { identifiers: { tin: String } }\n",
                "error: expected the identifier `shelf` with the target `smithy.api#String`, as `a#Shelf` has it, found none",
            ),
        ],
    );
}

#[test]
fn properties_of_resources() {
    told(
        "library.smithy",
        RESOURCES,
        &[
            (
                "label: String }\n    create",
                "label: String, width: Integer }\n    create",
                "error: expected the property `width` in the input or output of an operation, found it in none",
            ),
            (
                "label: String }\n    create",
                "label: String, SHELF: Paint }\n    create",
                "error: expected a property that is no identifier, found `SHELF`",
            ),
            (
                "structure Summary { label",
                "structure Summary { lable",
                "error: expected the property `label` in the input or output of an operation, found it in none",
            ),
            (
                "structure Data { height: Integer }",
                "structure Data { height: Long }",
                "error: expected the target `smithy.api#Integer`, which the property `height` of `a#Shelf` has, found `smithy.api#Long`",
            ),
            (
                "structure Data { height: Integer }",
                "structure Data { heigth: Integer }",
                "error: expected a property or identifier of `a#Shelf`, found the member `heigth`",
            ),
            (
                "@property(name: \"paint\") colour: Paint",
                "colour: Paint",
                "error: expected a property or identifier of `a#Shelf`, found the member `colour`",
            ),
            (
                "@property(name: \"paint\") colour: Paint",
                "paint: Paint, @property(name: \"paint\") colour: Paint",
                "error: expected one member for the property `paint`, found another",
            ),
        ],
    );
}

#[test]
fn references_to_resources() {
    told(
        "library.smithy",
        RESOURCES,
        &[
            (
                "[{ resource: Shelf }]",
                "[{ resource: Data }]",
                "error: expected a resource, found `a#Data`, a structure",
            ),
            (
                "[{ resource: Shelf }]",
                "[{ resource: Box }]",
                "error: expected a resource with one identifier for this string, found `a#Box`",
            ),
            (
                "ids: { shelf: \"shelf\", box: \"name\" }",
                "ids: { shelf: \"shelf\" }",
                "error: expected the identifier `box` in `ids`, found none",
            ),
            (
                "ids: { shelf: \"shelf\", box: \"name\" }",
                "ids: { shelf: \"shelf\", box: \"name\", lid: \"name\" }",
                "error: expected an identifier in `ids`, found `lid`",
            ),
            (
                "box: \"name\" }",
                "box: \"box\" }",
                "error: expected a member `box` that holds a string, the identifier `box`; found none",
            ),
            (
                "@required name: String }\n",
                "@required name: Integer }\n",
                "error: expected a member `name` that holds a string, the identifier `box`; found `smithy.api#Integer`",
            ),
        ],
    );
}

const HOUSE: &str = r#"$version: "2"
namespace a
service House { version: "1", resources: [Room, Plain] }
@noReplace resource Room {
    identifiers: { room: String }
    properties: { colour: Colour, floor: Integer, size: Integer }
    put: PutRoom, read: GetRoom, operations: [PaintRoom], resources: [Lamp, Shelf]
}
resource Lamp { identifiers: { room: String, kind: Kind, lampId: String } }
resource Shelf { identifiers: { room: String, shelf: String }, read: GetShelf, resources: [Box] }
resource Box { identifiers: { room: String, shelf: String, box: String } }
resource Plain { collectionOperations: [CountPlain] }
@idempotent operation PutRoom {
    input := { @required @resourceIdentifier("room") room: String, @unlike note: String, floor: Integer }
    output := {}
}
@readonly operation GetRoom { input := { @required room: String }, output := { size: Integer, @nestedProperties floors: Floors } }
operation PaintRoom { input := { @required room: String, colour: Colour }, output := {} }
@readonly operation GetShelf { input := { @required room: String, @required shelf: String }, output := {} }
operation CountPlain { input := {}, output := {} }
list Floors { member: Floor }
structure Floor { number: Integer }
string Colour
enum Kind { KITCHEN, HALL }
@trait @notProperty structure unlike {}
@trait structure like {}
@references([{ resource: Room }]) string RoomName
@references([{ resource: Shelf, rel: "collection" }]) structure Shelves { @required room: Kind }
"#;

#[test]
fn resources_within_resources() {
    told(
        "house.smithy",
        HOUSE,
        &[
            (
                "room: String, kind",
                "room: Colour, kind",
                "error: expected the identifier `room` with the target `smithy.api#String`, as `a#Room` has it, found `a#Colour`",
            ),
            (
                "resource Plain",
                "resource Above { resources: [Lid] } resource Lid { resources: [Cup, Tin] } resource Tin { resources: [Lid] } resource Cup { resources: [Fork, Spoon] } resource Fork {} resource Spoon {} resource Plain",
                "error: resources must not be within themselves: a#Lid -> a#Tin -> a#Lid",
            ),
            (
                "@required room: String, @required shelf",
                "@required shelf",
                "error: expected a required input member with the target `smithy.api#String` for the identifier `room` of `a#Shelf`, found none",
            ),
            (
                "@required shelf: String",
                "shelf: String",
                "error: expected a required input member with the target `smithy.api#String` for the identifier `shelf` of `a#Shelf`, found `shelf` without `smithy.api#required`",
            ),
            (
                "lampId: String }",
                "lampId: String }, properties: { lampid: String }",
                "error: expected a property that is no identifier, found `lampid`",
            ),
            (
                "colour: Colour }, output",
                "colour: Colour, @like shade: Colour }, output",
                "error: expected a property or identifier of `a#Room`, found the member `shade`",
            ),
            // The name of a property is that of no other member, whatever its traits.
            (
                "@unlike note: String",
                "@unlike size: String",
                "error: expected the target `smithy.api#Integer`, which the property `size` of `a#Room` has, found `smithy.api#String`\n  --> house.smithy:14:76 (shape a#PutRoomInput$size)\n  help: give both the same target, or the member another name if it is something else",
            ),
            (
                "{ resource: Room }",
                "{ resource: Room, ids: { room: \"room\" } }",
                "error: expected a resource with one identifier for this string, found `a#Room`",
            ),
            (
                ", rel: \"collection\"",
                "",
                "error: expected a member `shelf` that holds a string, the identifier `shelf`; found none",
            ),
            (
                "room: Kind",
                "room: Integer",
                "error: expected a member `room` that holds a string, the identifier `room`; found `smithy.api#Integer`",
            ),
        ],
    );
}
