//! The certificate stores of Windows, opened for reading, as values that close themselves: what `windows.rs` and
//! `os_chain.rs` are made of. It only calls the interface; it decides nothing and judges nothing.
//!
//! schannel was left: it opens whole system stores alone, which hide where a certificate stands, and tells no properties.
#![expect(unsafe_code, reason = "no safe crate opens physical stores and reads what they keep beside a certificate")]

use std::ffi::c_void;
use std::io;
use std::mem;
use std::ptr::{NonNull, null};
use std::slice;

use windows_sys::Win32::Foundation::{CRYPT_E_NOT_FOUND, ERROR_SUCCESS, FALSE, SetLastError, TRUE};
use windows_sys::Win32::Security::Cryptography::{
    CERT_CONTEXT, CERT_PHYSICAL_STORE_INFO, CERT_STORE_ADD_ALWAYS, CERT_STORE_OPEN_EXISTING_FLAG,
    CERT_STORE_PROV_MEMORY, CERT_STORE_PROV_PHYSICAL_W, CERT_STORE_PROV_SYSTEM_REGISTRY_W, CERT_STORE_READONLY_FLAG,
    CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY_ID, CERT_SYSTEM_STORE_CURRENT_USER_ID,
    CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE_ID, CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY_ID,
    CERT_SYSTEM_STORE_LOCAL_MACHINE_ID, CERT_SYSTEM_STORE_LOCATION_SHIFT, CertAddEncodedCertificateToStore,
    CertCloseStore, CertCreateCertificateContext, CertEnumCertificatesInStore, CertEnumPhysicalStore,
    CertFreeCertificateContext, CertGetCertificateContextProperty, CertOpenStore, HCERTSTORE, X509_ASN_ENCODING,
};
use windows_sys::core::{BOOL, PCSTR, PCWSTR};

use crate::observation::Scope;
use crate::probe::host::wide::{read_wide, wide};

/// The most physical stores of a system store that are told. Windows has eight names for them.
const MOST_PHYSICAL: usize = 32;

/// The longest name of a physical store that is read, in UTF-16 units: the longest of Windows' own has 24.
const LONGEST_NAME: usize = 256;

/// The longest property that is read, in bytes. A friendly name is a line of text, a list of uses a few hundred bytes.
const LONGEST_PROPERTY: u32 = 64 * 1024;

/// A store that is open. It is closed when it is dropped.
#[derive(Debug)]
pub(super) struct Store(NonNull<c_void>);

impl Store {
    /// Opens a physical store (`.Default` of `Root`) for reading, where it exists. One of the predefined that the provider of
    /// physical stores does not know (Wine has no such provider) is opened as what it is: a place of the registry.
    pub(super) fn physical(scope: Scope, store: &str, physical: &str) -> io::Result<Self> {
        Self::existing(CERT_STORE_PROV_PHYSICAL_W, location(scope), &format!("{store}\\{physical}")).or_else(|error| {
            let (id, store) = match (scope, physical) {
                (_, ".Default") => (location(scope), store),
                (Scope::Machine, ".AuthRoot") => (location(scope), "AuthRoot"),
                (Scope::Machine, ".GroupPolicy") => (CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY_ID, store),
                (Scope::Machine, ".Enterprise") => (CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE_ID, store),
                (Scope::Account, ".GroupPolicy") => (CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY_ID, store),
                _ => return Err(error),
            };
            Self::existing(CERT_STORE_PROV_SYSTEM_REGISTRY_W, id, store)
        })
    }

    fn existing(provider: PCSTR, location: u32, name: &str) -> io::Result<Self> {
        let name = wide(name);
        let flags =
            (location << CERT_SYSTEM_STORE_LOCATION_SHIFT) | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG;
        // SAFETY: the provider is a constant of the interface that takes a name which ends in a zero; it lives through the
        // call. The error of an earlier call is taken back, because not every failure says why.
        let store = unsafe {
            SetLastError(ERROR_SUCCESS);
            CertOpenStore(provider, 0, 0, flags, name.as_ptr().cast())
        };
        NonNull::new(store).map(Self).ok_or_else(io::Error::last_os_error)
    }

    /// A store of one's own in memory, which is nobody else's and ends with this value.
    pub(super) fn in_memory() -> io::Result<Self> {
        // SAFETY: the provider is a constant of the interface, and takes nothing.
        let store = unsafe { CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, null()) };
        NonNull::new(store).map(Self).ok_or_else(io::Error::last_os_error)
    }

    /// Puts a certificate into it: for a store in memory, because all others are open for reading alone.
    pub(super) fn add(&self, der: &[u8]) -> io::Result<()> {
        let length = u32::try_from(der.len()).map_err(io::Error::other)?;
        // SAFETY: the store is open, the bytes live through the call and are as many as is said, and a copy of them is made;
        // null asks for no context.
        let added = unsafe {
            CertAddEncodedCertificateToStore(
                self.handle(),
                X509_ASN_ENCODING,
                der.as_ptr(),
                length,
                CERT_STORE_ADD_ALWAYS,
                std::ptr::null_mut(),
            )
        };
        if added == FALSE { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// The certificate behind one, or the first. None at the end.
    pub(super) fn next(&self, before: Option<Context>) -> Option<Context> {
        let before = before.map_or(null(), Context::into_raw);
        // SAFETY: the store is open; the call takes over the context that it is given, which we gave up.
        let next = unsafe { CertEnumCertificatesInStore(self.handle(), before) };
        NonNull::new(next).map(Context)
    }

    /// The handle, for as long as this value lives.
    pub(super) const fn handle(&self) -> HCERTSTORE {
        self.0.as_ptr()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // SAFETY: it is open, and closed here alone. Contexts keep what they need of it by themselves.
        unsafe { CertCloseStore(self.handle(), 0) };
    }
}

/// A certificate with what its store keeps beside it. It is freed when it is dropped.
#[derive(Debug)]
pub(super) struct Context(NonNull<CERT_CONTEXT>);

impl Context {
    /// A certificate that stands in no store.
    pub(super) fn of(der: &[u8]) -> io::Result<Self> {
        let length = u32::try_from(der.len()).map_err(io::Error::other)?;
        // SAFETY: the bytes live through the call and are as many as is said; a copy of them is made.
        let context = unsafe { CertCreateCertificateContext(X509_ASN_ENCODING, der.as_ptr(), length) };
        NonNull::new(context).map(Self).ok_or_else(io::Error::last_os_error)
    }

    /// The certificate as it stands there.
    pub(super) fn der(&self) -> &[u8] {
        // SAFETY: the context is live for as long as `self` is borrowed.
        unsafe { encoded(self.0.as_ref()) }
    }

    /// A property of the store's. None where it has none. Empty where it has one without content.
    pub(super) fn property(&self, id: u32) -> io::Result<Option<Vec<u8>>> {
        let mut length = 0;
        if !self.ask(id, std::ptr::null_mut(), &mut length) {
            return absent(io::Error::last_os_error());
        }
        if length > LONGEST_PROPERTY {
            return Err(io::Error::other(format!("a property of more than {LONGEST_PROPERTY} bytes")));
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        if bytes.is_empty() {
            return Ok(Some(bytes));
        }
        if !self.ask(id, bytes.as_mut_ptr().cast(), &mut length) {
            return absent(io::Error::last_os_error());
        }
        bytes.truncate(usize::try_from(length).map_err(io::Error::other)?);
        Ok(Some(bytes))
    }

    /// Asks for a property: `into` is null, which asks for its length alone, or has room for `length` bytes.
    pub(super) fn ask(&self, id: u32, into: *mut c_void, length: &mut u32) -> bool {
        // SAFETY: the context is live; `into` is null, which asks for the length alone, or has room for `length` bytes.
        unsafe { CertGetCertificateContextProperty(self.as_ptr(), id, into, length) != FALSE }
    }

    /// The context, for as long as this value lives.
    pub(super) const fn as_ptr(&self) -> *const CERT_CONTEXT {
        self.0.as_ptr()
    }

    /// The context, which whoever takes it frees.
    fn into_raw(self) -> *const CERT_CONTEXT {
        let raw = self.as_ptr();
        mem::forget(self);
        raw
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: it is live, and freed here alone.
        unsafe { CertFreeCertificateContext(self.as_ptr()) };
    }
}

/// The certificate of a context as it was received.
///
/// # Safety
/// The context is live for as long as it is borrowed.
pub(super) unsafe fn encoded(context: &CERT_CONTEXT) -> &[u8] {
    match (context.pbCertEncoded.is_null(), usize::try_from(context.cbCertEncoded)) {
        // SAFETY: the interface keeps so many bytes there for as long as the context lives, and nobody writes them.
        (false, Ok(length)) => unsafe { slice::from_raw_parts(context.pbCertEncoded, length) },
        _ => &[],
    }
}

/// The names of the physical stores of a system store (`Root`), as Windows lists them. An error where it lists none: Wine does
/// not know the question.
pub(super) fn physical_names(scope: Scope, store: &str) -> io::Result<Vec<String>> {
    let store = wide(store);
    let flags = location(scope) << CERT_SYSTEM_STORE_LOCATION_SHIFT;
    let mut names: Vec<String> = Vec::new();
    // SAFETY: the name ends in a zero; both live through the call, within which alone `note` is called.
    let listed = unsafe { CertEnumPhysicalStore(store.as_ptr().cast(), flags, (&raw mut names).cast(), Some(note)) };
    if listed == FALSE && names.is_empty() { Err(io::Error::last_os_error()) } else { Ok(names) }
}

/// The location of a store, by its number.
const fn location(scope: Scope) -> u32 {
    match scope {
        Scope::Machine => CERT_SYSTEM_STORE_LOCAL_MACHINE_ID,
        Scope::Account => CERT_SYSTEM_STORE_CURRENT_USER_ID,
    }
}

/// Takes one name that [`physical_names`] is told. FALSE ends the listing.
unsafe extern "system" fn note(
    _: *const c_void,
    _: u32,
    name: PCWSTR,
    _: *const CERT_PHYSICAL_STORE_INFO,
    _: *const c_void,
    names: *mut c_void,
) -> BOOL {
    // SAFETY: it is the list that `physical_names` handed in, which nobody else touches during the call.
    let Some(names) = (unsafe { names.cast::<Vec<String>>().as_mut() }) else { return FALSE };
    // SAFETY: the interface gives a name that ends in a zero.
    match unsafe { read_wide(name, LONGEST_NAME) } {
        Some(name) if names.len() < MOST_PHYSICAL => names.push(name),
        _ => return FALSE,
    }
    TRUE
}

/// No property, where that is what the error says.
pub(super) fn absent(error: io::Error) -> io::Result<Option<Vec<u8>>> {
    if error.raw_os_error() == Some(CRYPT_E_NOT_FOUND) { Ok(None) } else { Err(error) }
}
