//! OpenSSL's own form of a certificate: which settings leave it an anchor for servers, and that no bytes make it panic.
//! The fixtures were written by `openssl x509 -trustout`, and `openssl verify -purpose sslserver` agrees with each.

use certready::pki::{NotATrustedCertificate, TrustedCertificate, pem_blocks};
use proptest::prelude::*;

fn content(file: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store-forms").join(file);
    pem_blocks(&std::fs::read(path).unwrap(), 1).remove(0).content.unwrap()
}

#[test]
fn settings_are_read_and_the_certificate_loses_them() {
    let plain = TrustedCertificate::decode(&content("digicert-g2-trusted.pem")).unwrap();
    assert_eq!((plain.trust.as_deref(), plain.reject.len(), plain.anchors_servers()), (None, 0, true));

    let servers = TrustedCertificate::decode(&content("isrg-x1-trusted-for-servers.pem")).unwrap();
    let trust: Vec<_> = servers.trust.as_ref().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((trust, servers.anchors_servers()), (vec!["1.3.6.1.5.5.7.3.1".to_owned()], true));

    let rejected = TrustedCertificate::decode(&content("dst-x3-rejected-for-servers.pem")).unwrap();
    let reject: Vec<_> = rejected.reject.iter().map(ToString::to_string).collect();
    assert_eq!((reject, rejected.anchors_servers()), (vec!["1.3.6.1.5.5.7.3.1".to_owned()], false));

    let mail = TrustedCertificate::decode(&content("usertrust-trusted-for-mail.pem")).unwrap();
    assert!(mail.trust.is_some() && !mail.anchors_servers());
}

// A plain certificate under that label is one without settings.
#[test]
fn settings_may_be_missing_and_nothing_may_follow_them() {
    let plain = content("globalsign-r1.pem");
    assert!(TrustedCertificate::decode(&plain).unwrap().anchors_servers());
    let mut longer = content("dst-x3-rejected-for-servers.pem");
    longer.push(0);
    assert!(matches!(TrustedCertificate::decode(&longer), Err(NotATrustedCertificate::Settings(_))));
}

proptest! {
    // Hostile bytes end in a value or an error; a changed setting never changes the certificate itself.
    #[test]
    fn no_settings_make_it_panic(settings in proptest::collection::vec(any::<u8>(), 0..64)) {
        let mut bytes = content("globalsign-r1.pem");
        bytes.extend(&settings);
        if let Ok(decoded) = TrustedCertificate::decode(&bytes) {
            prop_assert_eq!(decoded.certificate.der(), &bytes[..bytes.len() - settings.len()]);
        }
    }
}
