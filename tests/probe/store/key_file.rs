//! Where Windows keeps a machine's key, and whom its file's access list lets read: from bytes that are built here as MS-DTYP §2.4
//! has them.

use certready::probe::store::key_file::{NoDescriptor, file_name, hashed_name, network_service_reads};

const READ: u32 = 0x0012_0089;
const ALL: u32 = 0x001f_01ff;
const WRITE: u32 = 0x0000_0002;

/// A SID of these sub-authorities below the authority 5 (NT), or 1 (World) for Everyone.
fn sid(authority: u8, parts: &[u32]) -> Vec<u8> {
    let mut bytes = vec![1, u8::try_from(parts.len()).unwrap(), 0, 0, 0, 0, 0, authority];
    bytes.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    bytes
}

fn system() -> Vec<u8> {
    sid(5, &[18])
}

fn network_service() -> Vec<u8> {
    sid(5, &[20])
}

/// An entry: 0 allows, 1 denies.
fn entry(kind: u8, flags: u8, mask: u32, sid: &[u8]) -> Vec<u8> {
    let size = u16::try_from(8 + sid.len()).unwrap();
    [&[kind, flags][..], &size.to_le_bytes(), &mask.to_le_bytes(), sid].concat()
}

/// A self-relative descriptor with a list of these entries.
fn descriptor(entries: &[Vec<u8>]) -> Vec<u8> {
    let body = entries.concat();
    let size = u16::try_from(8 + body.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap();
    let control: u16 = 0x8004;
    let head = [&[1, 0][..], &control.to_le_bytes(), &[0; 12], &20_u32.to_le_bytes()].concat();
    let list = [&[2, 0][..], &size.to_le_bytes(), &count.to_le_bytes(), &[0, 0]].concat();
    [head, list, body].concat()
}

fn reads(entries: &[Vec<u8>]) -> bool {
    network_service_reads(&descriptor(entries)).unwrap()
}

/// Names and files that are in every Windows with IIS, or with .NET, but for the machine's GUID.
#[test]
fn the_file_of_a_container_is_named_as_windows_names_it() {
    assert_eq!(hashed_name("iisWasKey"), b"iiswaskey\0");
    for (md5, file) in [
        ("b34f9476ddae3636210559b95a81e8c2", "76944fb33636aeddb9590521c2e8815a"),
        ("f086d9d64ee01e9a8749c9246c50db9f", "d6d986f09a1ee04e24c949879fdb506c"),
    ] {
        let md5: [u8; 16] = hex::decode(md5).unwrap().try_into().unwrap();
        assert_eq!(file_name(md5, "0c0b-guid"), format!("{file}_0c0b-guid"));
    }
}

#[test]
fn networkservice_reads_where_an_entry_lets_it_or_a_group_of_every_service() {
    assert!(!reads(&[entry(0, 0, ALL, &system())]));
    for whose in [network_service(), sid(1, &[0]), sid(5, &[11]), sid(5, &[32, 545]), sid(5, &[6])] {
        assert!(reads(&[entry(0, 0, ALL, &system()), entry(0, 0, READ, &whose)]));
    }
    assert!(reads(&[entry(0, 0, 0x8000_0000, &network_service())]));
    // To write is not to read, and administrators are somebody else.
    assert!(!reads(&[entry(0, 0, WRITE, &network_service()), entry(0, 0, ALL, &sid(5, &[32, 544]))]));
    assert!(!reads(&[]));
}

#[test]
fn the_first_entry_that_speaks_of_reading_decides() {
    let (allow, deny) = (entry(0, 0, READ, &network_service()), entry(1, 0, READ, &sid(1, &[0])));
    assert!(!reads(&[deny.clone(), allow.clone()]));
    assert!(reads(&[allow, deny]));
    // INHERIT_ONLY_ACE speaks of what stands below a folder.
    assert!(!reads(&[entry(0, 0x08, READ, &network_service())]));
    // An entry of another kind, for an object of a directory, is passed over.
    assert!(!reads(&[entry(5, 0, READ, &network_service())]));
}

#[test]
fn a_descriptor_without_a_list_lets_everybody_in() {
    let mut none = descriptor(&[]);
    none[2] = 0;
    assert_eq!(network_service_reads(&none), Ok(true));
}

#[test]
fn bytes_that_are_no_descriptor_are_refused_wherever_they_break_off() {
    let whole = descriptor(&[entry(0, 0, ALL, &system()), entry(0, 0, READ, &network_service())]);
    for length in 0..whole.len() {
        let cut = network_service_reads(&whole[..length]);
        assert!(matches!(cut, Err(NoDescriptor { .. })), "{length}: {cut:?}");
    }
    // An entry without a length would be looked at for ever.
    let mut looping = descriptor(&[entry(0, 0, ALL, &system())]);
    looping[30] = 0;
    looping[31] = 0;
    assert_eq!(network_service_reads(&looping), Err(NoDescriptor { at: 28 }));
    let mut far = descriptor(&[]);
    far[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(network_service_reads(&far).is_err());
}
