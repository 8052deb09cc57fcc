//! Signing of requests: AWS Signature Version 4, in headers and in the query.
