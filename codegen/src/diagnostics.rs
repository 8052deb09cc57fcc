//! What is wrong with a model, said so that its author can mend it.
