//! A model as text in Smithy's IDL, up to the files of a client: findings or files, and no change between the model and itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_codegen::model::SourceFile;
use smithwright_fuzz::clients::generated;

fuzz_target!(|text: &str| generated(&SourceFile { name: "model.smithy", text }));
