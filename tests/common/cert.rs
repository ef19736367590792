//! Certificates of the test PKI: a builder on rcgen, and what it issues. What rcgen can't write (another signature
//! algorithm than the key's own, AIA) is added here in DER.

use std::sync::Arc;

use certready::pki::Certificate;
use certready::vocabulary::{Fingerprint, SpkiDigest, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, CrlDistributionPoint, CustomExtension, DnType, DnValue,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyUsagePurpose, SanType, SerialNumber,
};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::der;
use super::encoding::pem;
use super::key::{Algorithm, Key, KeyKind, sha1, sha256};
use super::pki::day;

/// A certificate to be issued. Each method changes one thing; what none names is as a public CA would do it.
#[derive(Clone)]
pub(crate) struct Cert {
    params: CertificateParams,
    name: String,
    kind: KeyKind,
    key_name: Option<String>,
    access: Vec<Vec<u8>>,
    algorithm: Option<Algorithm>,
    authority_key: Option<Vec<u8>>,
    spki: Option<Vec<u8>>,
    form: Form,
}

/// In which version's form a certificate is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Version3,
    Version1,
    /// Version 1, and the extensions all the same.
    Version1WithExtensions,
}

/// A certificate that was issued, with its key.
#[derive(Clone)]
pub(crate) struct Issued {
    der: Vec<u8>,
    key: Arc<Key>,
    params: CertificateParams,
}

impl Cert {
    /// A CA under `C=BE, O=Certready Test, CN=name`: cA, keyCertSign and cRLSign, from ten years ago for twenty years.
    pub(crate) fn ca(common_name: &str) -> Self {
        let mut cert = Self::new(common_name);
        cert.params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        cert.params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        cert.valid(day(-3650), day(3650))
    }

    /// A server's certificate for this DNS name (or IP address), from 30 days ago for a year.
    pub(crate) fn leaf(name: &str) -> Self {
        let mut cert = Self::new(name);
        cert.params.is_ca = IsCa::ExplicitNoCa;
        cert.params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        cert.params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        cert.valid(day(-30), day(335)).names(&[name])
    }

    /// A delegated OCSP responder's certificate (RFC 6960 §4.2.2.2): id-kp-OCSPSigning and id-pkix-ocsp-nocheck.
    pub(crate) fn ocsp_responder(common_name: &str) -> Self {
        let mut cert = Self::new(common_name);
        cert.params.is_ca = IsCa::ExplicitNoCa;
        cert.params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        cert.params.extended_key_usages = vec![ExtendedKeyUsagePurpose::OcspSigning];
        cert.valid(day(-30), day(60)).extension("1.3.6.1.5.5.7.48.1.5", false, &der::null())
    }

    fn new(common_name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CountryName, DnValue::PrintableString("BE".try_into().unwrap()));
        params.distinguished_name.push(DnType::OrganizationName, "Certready Test");
        params.distinguished_name.push(DnType::CommonName, common_name);
        let cert = Self {
            params,
            name: common_name.to_owned(),
            kind: KeyKind::P256,
            key_name: None,
            access: Vec::new(),
            algorithm: None,
            authority_key: None,
            spki: None,
            form: Form::Version3,
        };
        let mut serial = sha256(common_name.as_bytes())[..9].to_vec();
        serial[0] = 0x4c;
        cert.serial(&serial)
    }

    /// O; None leaves the attribute out.
    pub(crate) fn organisation(mut self, name: Option<&str>) -> Self {
        self.params.distinguished_name.remove(DnType::OrganizationName);
        if let Some(name) = name {
            self.params.distinguished_name.push(DnType::OrganizationName, name);
        }
        self
    }

    /// O and CN in another string type: the same name (RFC 5280 §7.1), and other octets.
    pub(crate) fn in_printable_strings(mut self) -> Self {
        for kind in [DnType::OrganizationName, DnType::CommonName] {
            let Some(DnValue::Utf8String(text)) = self.params.distinguished_name.get(&kind) else { continue };
            let value = DnValue::PrintableString(text.as_str().try_into().unwrap());
            self.params.distinguished_name.push(kind, value);
        }
        self
    }

    /// OU.
    pub(crate) fn unit(mut self, name: &str) -> Self {
        self.params.distinguished_name.push(DnType::OrganizationalUnitName, name);
        self
    }

    /// emailAddress in the subject (RFC 5280 §4.1.2.6), as old certificates give their mail address.
    pub(crate) fn mail_attribute(mut self, address: &str) -> Self {
        let kind = DnType::CustomDnType(vec![1, 2, 840, 113_549, 1, 9, 1]);
        self.params.distinguished_name.push(kind, DnValue::Ia5String(address.try_into().unwrap()));
        self
    }

    /// An empty subject: the alternative names alone say whom the certificate is about.
    pub(crate) fn without_subject(mut self) -> Self {
        self.params.distinguished_name = rcgen::DistinguishedName::new();
        self
    }

    /// The kind of its key (P-256 otherwise).
    pub(crate) fn key(mut self, kind: KeyKind) -> Self {
        self.kind = kind;
        self
    }

    /// The key of this name instead of the one named like the subject: one key in two certificates (a cross-certificate),
    /// or another key under the same subject (a lookalike).
    pub(crate) fn key_named(mut self, name: &str) -> Self {
        self.key_name = Some(name.to_owned());
        self
    }

    /// The serial number, big-endian.
    pub(crate) fn serial(mut self, bytes: &[u8]) -> Self {
        self.params.serial_number = Some(SerialNumber::from_slice(bytes));
        self
    }

    /// notBefore and notAfter, UTC.
    pub(crate) fn valid(mut self, from: Timestamp, until: Timestamp) -> Self {
        self.params.not_before = der::date_time(from);
        self.params.not_after = der::date_time(until);
        self
    }

    /// The subjectAltName: DNS names and IP addresses.
    pub(crate) fn names(mut self, names: &[&str]) -> Self {
        let san = |name: &&str| match name.parse() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName((*name).try_into().unwrap()),
        };
        self.params.subject_alt_names = names.iter().map(san).collect();
        self
    }

    /// One more CRL distribution point with this URL.
    pub(crate) fn crl(mut self, url: &str) -> Self {
        self.params.crl_distribution_points.push(CrlDistributionPoint { uris: vec![url.to_owned()] });
        self
    }

    /// One more OCSP URL in AIA.
    pub(crate) fn ocsp(self, url: &str) -> Self {
        self.authority_access("1.3.6.1.5.5.7.48.1", url)
    }

    /// One more URL of the issuer's certificate (caIssuers) in AIA.
    pub(crate) fn aia(self, url: &str) -> Self {
        self.authority_access("1.3.6.1.5.5.7.48.2", url)
    }

    fn authority_access(mut self, method: &str, url: &str) -> Self {
        self.access.push(der::seq([der::oid(method), der::primitive(6, url.as_bytes())]));
        self
    }

    /// No CRL, OCSP and AIA URLs.
    pub(crate) fn without_urls(mut self) -> Self {
        self.params.crl_distribution_points.clear();
        self.access.clear();
        self
    }

    /// keyUsage; an empty list leaves the extension out.
    pub(crate) fn usages(mut self, usages: &[KeyUsagePurpose]) -> Self {
        self.params.key_usages = usages.to_vec();
        self
    }

    /// extendedKeyUsage; an empty list leaves the extension out.
    pub(crate) fn extended_usages(mut self, usages: &[ExtendedKeyUsagePurpose]) -> Self {
        self.params.extended_key_usages = usages.to_vec();
        self
    }

    /// basicConstraints: cA with this pathLenConstraint.
    pub(crate) fn path_length(mut self, length: u8) -> Self {
        self.params.is_ca = IsCa::Ca(BasicConstraints::Constrained(length));
        self
    }

    /// basicConstraints with cA false.
    pub(crate) fn not_a_ca(mut self) -> Self {
        self.params.is_ca = IsCa::ExplicitNoCa;
        self
    }

    /// No basicConstraints at all.
    pub(crate) fn without_basic_constraints(mut self) -> Self {
        self.params.is_ca = IsCa::NoCa;
        self
    }

    /// Version 1: no version field, no extensions.
    pub(crate) fn version_1(mut self) -> Self {
        self.form = Form::Version1;
        self
    }

    /// No version field, which says version 1, and extensions (RFC 5280 §4.1.2.9 forbids it).
    pub(crate) fn version_1_with_extensions(mut self) -> Self {
        self.form = Form::Version1WithExtensions;
        self
    }

    /// This authority key identifier instead of the issuer's.
    pub(crate) fn authority_key(mut self, id: &[u8]) -> Self {
        self.authority_key = Some(id.to_vec());
        self
    }

    /// This SubjectPublicKeyInfo: a key that nobody here can sign with.
    pub(crate) fn spki(mut self, der: &[u8]) -> Self {
        self.spki = Some(der.to_vec());
        self
    }

    /// One more extension, its value in DER.
    pub(crate) fn extension(mut self, dotted: &str, critical: bool, value: &[u8]) -> Self {
        let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
        let mut extension = CustomExtension::from_oid_content(&arcs, value.to_vec());
        extension.set_criticality(critical);
        self.params.custom_extensions.push(extension);
        self
    }

    /// The issuer signs with this algorithm instead of its usual one.
    pub(crate) fn signed_with(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = Some(algorithm);
        self
    }

    /// Signs it with its own key: a root.
    pub(crate) fn self_signed(self) -> Issued {
        let key = self.make_key();
        let params = self.finished();
        let der = params.self_signed(&*key).unwrap().der().to_vec();
        Issued { der: self.resigned(der, &key), key, params }
    }

    /// Signs it with the issuer's key, under the issuer's name, with an authority key identifier.
    pub(crate) fn issued_by(self, issuer: &Issued) -> Issued {
        let key = self.make_key();
        let mut params = self.finished();
        params.use_authority_key_identifier_extension = self.authority_key.is_none();
        let signer = Issuer::from_params(&issuer.params, &*issuer.key);
        let der = params.signed_by(&*key, &signer).unwrap().der().to_vec();
        Issued { der: self.resigned(der, &issuer.key), key, params }
    }

    fn make_key(&self) -> Arc<Key> {
        Key::named(self.kind, self.key_name.as_deref().unwrap_or(&self.name))
    }

    fn finished(&self) -> CertificateParams {
        let mut params = self.params.clone();
        if !self.access.is_empty() {
            let access = CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], der::seq(&self.access));
            params.custom_extensions.push(access);
        }
        if let Some(id) = &self.authority_key {
            let id = der::seq([der::primitive(0, id)]);
            params.custom_extensions.push(CustomExtension::from_oid_content(&[2, 5, 29, 35], id));
        }
        params
    }

    /// The same certificate under the algorithm that was chosen (the inner and the outer identifier, and the signature), with
    /// the key and in the form that were chosen.
    fn resigned(&self, issued: Vec<u8>, key: &Key) -> Vec<u8> {
        if self.algorithm.is_none() && self.spki.is_none() && self.form == Form::Version3 {
            return issued;
        }
        let algorithm = self.algorithm.unwrap_or_else(|| key.usual());
        let body = der::children(&issued)[0];
        let identifier = algorithm.identifier();
        let mut fields = der::children(body);
        fields[2] = &identifier; // version, serialNumber, signature, … subjectPublicKeyInfo, extensions (RFC 5280 §4.1)
        if let Some(spki) = &self.spki {
            fields[6] = spki;
        }
        let fields = match self.form {
            Form::Version3 => &fields[..],
            Form::Version1 => &fields[1..7],
            Form::Version1WithExtensions => &fields[1..],
        };
        signed(&der::seq(fields), algorithm, key)
    }
}

/// `{ tbs, algorithm, signature }`: the frame of certificates, CRLs and OCSP answers alike.
pub(crate) fn signed(tbs: &[u8], algorithm: Algorithm, key: &Key) -> Vec<u8> {
    der::seq([tbs, &algorithm.identifier(), &der::bits(&key.sign(algorithm, tbs))])
}

/// These certificates as one PEM file: a trust store for `--trust-store`.
pub(crate) fn bundle(certificates: &[&Issued]) -> String {
    certificates.iter().map(|certificate| certificate.pem()).collect()
}

/// These certificates as PKCS #7 certs-only (RFC 5652 §5.1, a SignedData without signers): what AIA may give too.
pub(crate) fn pkcs7(certificates: &[&Issued]) -> Vec<u8> {
    pkcs7_with_crls(certificates, &[])
}

/// The same with CRLs (`RevocationInfoChoices`, RFC 5652 §10.2.1), where there are any.
pub(crate) fn pkcs7_with_crls(certificates: &[&Issued], crls: &[Vec<u8>]) -> Vec<u8> {
    let data = der::seq([der::oid("1.2.840.113549.1.7.1")]);
    let (none, all) = (der::tlv(0x31, &[]), der::join(certificates.iter().map(|certificate| certificate.der())));
    let crls = if crls.is_empty() { Vec::new() } else { der::context(1, &der::join(crls)) };
    let signed_data = der::seq([der::int(1), none.clone(), data, der::context(0, &all), crls, none]);
    der::seq([der::oid("1.2.840.113549.1.7.2"), der::context(0, &signed_data)])
}

/// The same object with one bit of its last byte turned: still well-formed, and its signature (or, in an OCSP answer with
/// certificates, theirs) no longer holds.
pub(crate) fn tampered(der: &[u8]) -> Vec<u8> {
    let mut bytes = der.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

impl Issued {
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn pem(&self) -> String {
        pem("CERTIFICATE", &self.der)
    }

    /// As the code under test decodes it.
    pub(crate) fn certificate(&self) -> Certificate {
        Certificate::decode(&self.der).unwrap()
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.der)
    }

    pub(crate) fn spki_digest(&self) -> SpkiDigest {
        SpkiDigest::of(&self.spki())
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// The key, to sign with elsewhere.
    pub(crate) fn shared_key(&self) -> Arc<Key> {
        Arc::clone(&self.key)
    }

    /// The private key as a PEM file.
    pub(crate) fn key_pem(&self) -> String {
        pem("PRIVATE KEY", &self.key.pkcs8())
    }

    /// The serial number's content bytes, as they stand in the certificate: a leading zero byte included.
    pub(crate) fn serial(&self) -> Vec<u8> {
        self.parsed(|c| c.raw_serial().to_vec())
    }

    /// notAfter, UTC.
    pub(crate) fn not_after(&self) -> Timestamp {
        Timestamp::from_unix(self.params.not_after.unix_timestamp()).unwrap()
    }

    /// The subject in DER.
    pub(crate) fn subject(&self) -> Vec<u8> {
        self.parsed(|c| c.subject().as_raw().to_vec())
    }

    /// SubjectPublicKeyInfo in DER.
    pub(crate) fn spki(&self) -> Vec<u8> {
        self.parsed(|c| c.public_key().raw.to_vec())
    }

    /// The subject key identifier that rcgen derives; what an authority key identifier repeats.
    pub(crate) fn key_id(&self) -> Vec<u8> {
        self.params.key_identifier(&*self.key)
    }

    /// SHA-1 of the public key's bits: issuerKeyHash and byKey of RFC 6960.
    pub(crate) fn key_hash(&self) -> Vec<u8> {
        sha1(self.key.public_bits())
    }

    fn parsed<T>(&self, read: impl FnOnce(&X509Certificate<'_>) -> T) -> T {
        read(&X509Certificate::from_der(&self.der).unwrap().1)
    }
}
