//! Where a machine's key of CryptoAPI lies, and whether NetworkService may read a file, from bytes that Windows gave. It asks
//! nobody itself, so that it is the same everywhere, and can be tried where there is no Windows.

/// Whose entries let NetworkService in: its own SID, and the groups that every process of a service on this machine is in (Everyone,
/// Authenticated Users, Users, Service, Local; Microsoft, "Well-known SIDs").
const OF_NETWORK_SERVICE: [&str; 6] = ["S-1-5-20", "S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-6", "S-1-2-0"];

/// `FILE_READ_DATA`, `GENERIC_ALL` and `GENERIC_READ` of an access mask (Microsoft, `ACCESS_MASK`).
const READS: u32 = 0x0000_0001 | 0x1000_0000 | 0x8000_0000;

/// `INHERIT_ONLY_ACE`: an entry for what stands below a folder.
const INHERIT_ONLY: u8 = 0x08;

/// `SE_DACL_PRESENT` of a descriptor's control flags.
const DACL_PRESENT: u16 = 0x0004;

/// Bytes that are no security descriptor in self-relative form (Microsoft, MS-DTYP §2.4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the security descriptor is not understood at byte {at}")]
pub struct NoDescriptor {
    /// Where it breaks off.
    pub at: usize,
}

/// The name of the file of a machine's key (`%ProgramData%\Microsoft\Crypto\RSA\MachineKeys`): MD5 over the container's name in
/// lower case with its zero, as four numbers in little-endian order, and the machine's GUID. Known pairs of names and files bear that
/// out (`iisWasKey`, `NetFrameworkConfigurationKey`).
pub fn file_name(md5: [u8; 16], machine: &str) -> String {
    let (numbers, _) = md5.as_chunks::<4>();
    let numbers: String = numbers.iter().map(|number| format!("{:08x}", u32::from_le_bytes(*number))).collect();
    format!("{numbers}_{machine}")
}

/// What MD5 is taken over: the name as Windows hashes it.
pub fn hashed_name(container: &str) -> Vec<u8> {
    container.to_lowercase().into_bytes().into_iter().chain([0]).collect()
}

/// Whether a file's security descriptor lets NetworkService read it. Entries count in their order, and the first that speaks of reading
/// decides, as Windows has it. A descriptor without a list lets everybody in.
///
/// # Errors
/// [`NoDescriptor`] where the bytes are none.
pub fn network_service_reads(descriptor: &[u8]) -> Result<bool, NoDescriptor> {
    let control = u16::from_le_bytes(octets(descriptor, 2)?);
    let list = position(u32::from_le_bytes(octets(descriptor, 16)?));
    if control & DACL_PRESENT == 0 || list == 0 {
        return Ok(true);
    }
    let count = u16::from_le_bytes(octets(descriptor, list.saturating_add(4))?);
    let mut at = list.saturating_add(8);
    for _ in 0..count {
        let [kind, flags] = octets(descriptor, at)?;
        let size = usize::from(u16::from_le_bytes(octets(descriptor, at.saturating_add(2))?));
        let mask = u32::from_le_bytes(octets(descriptor, at.saturating_add(4))?);
        // ACCESS_ALLOWED_ACE_TYPE and ACCESS_DENIED_ACE_TYPE; the others speak of objects of a directory, or of auditing.
        if matches!(kind, 0 | 1) && flags & INHERIT_ONLY == 0 && mask & READS != 0 {
            let whose = sid(descriptor, at.saturating_add(8))?;
            if OF_NETWORK_SERVICE.contains(&whose.as_str()) {
                return Ok(kind == 0);
            }
        }
        if size < 8 {
            return Err(NoDescriptor { at });
        }
        at = at.saturating_add(size);
    }
    Ok(false)
}

/// A SID in its text form (MS-DTYP §2.4.2).
fn sid(bytes: &[u8], at: usize) -> Result<String, NoDescriptor> {
    let [revision, count] = octets(bytes, at)?;
    let authority: [u8; 6] = octets(bytes, at.saturating_add(2))?;
    let authority = authority.iter().fold(0_u64, |number, octet| number << 8 | u64::from(*octet));
    let mut text = format!("S-{revision}-{authority}");
    for part in 0..usize::from(count) {
        let place = at.saturating_add(8).saturating_add(part.saturating_mul(4));
        text.push_str(&format!("-{}", u32::from_le_bytes(octets(bytes, place)?)));
    }
    Ok(text)
}

fn position(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn octets<const COUNT: usize>(bytes: &[u8], at: usize) -> Result<[u8; COUNT], NoDescriptor> {
    let slice = bytes.get(at..at.saturating_add(COUNT)).ok_or(NoDescriptor { at })?;
    slice.try_into().map_err(|_| NoDescriptor { at })
}
