//! The TLS settings that HTTP and WebSocket connections share.

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;
use smithwright_runtime::error::BoxError;
use std::sync::Arc;

/// The certificates in texts in PEM form.
fn certificates(texts: &[Arc<[u8]>]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let mut certificates = Vec::new();
    for text in texts {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(text) {
            certificates
                .push(certificate.map_err(|error| format!("a root certificate is not PEM: {error:?}"))?);
        }
        if certificates.len() == before {
            return Err(
                "a root certificate is not PEM: there is no `-----BEGIN CERTIFICATE-----` in it".into()
            );
        }
    }
    Ok(certificates)
}

/// TLS 1.2 and 1.3 by ring, trusting what the platform trusts and `roots` besides, and with `identity` for servers that ask (both in PEM form). No application
/// protocol is set.
pub(crate) fn client_config(roots: &[Arc<[u8]>], identity: Option<&[u8]>) -> Result<ClientConfig, BoxError> {
    let verifier = Verifier::new_with_extra_roots(certificates(roots)?, provider())?;
    let builder = begin()?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    let Some(pem) = identity else { return Ok(builder.with_no_client_auth()) };
    // What is wrong with a private key is not shown.
    let wrong = |_| "the identity has no certificate and private key in PEM form";
    let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(wrong)?;
    Ok(builder.with_client_auth_cert(chain, key)?)
}

/// Installs ring as the process-wide default crypto provider of rustls, for code that uses rustls without naming one.
///
/// Returns `true` if it was installed, and `false` if another was there already.
///
/// A `reqwest::Client` of the program's own is such a case: Cargo enables rustls for it as soon as this crate does, but no crypto provider, and building it
/// panics. Call this first thing in `main`.
pub fn install_ring() -> bool {
    ring::default_provider().install_default().is_ok()
}

/// The same, trusting no certificate at all.
pub(crate) fn trusting_nobody() -> Result<ClientConfig, rustls::Error> {
    Ok(begin()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// The provider is named here rather than installed for the process, which belongs to the program and not to a library.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn begin() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, rustls::Error> {
    ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_with_a_root_certificate() {
        for text in ["", "certificate", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
            let error = client_config(&[Arc::from(text.as_bytes())], None).unwrap_err();
            assert!(error.to_string().starts_with("a root certificate is not PEM"), "{error}");
        }
    }

    #[test]
    fn says_what_an_identity_lacks_without_showing_it() {
        let made = rcgen::generate_simple_self_signed(["client".to_owned()]).unwrap();
        let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        assert!(client_config(&[], Some(format!("{certificate}{key}").as_bytes())).is_ok());
        for pem in ["s3cret", &certificate, &key] {
            let error = client_config(&[], Some(pem.as_bytes())).unwrap_err().to_string();
            assert!(!pem.lines().any(|line| error.contains(line)), "{error}");
        }
    }
}
