//! The second opinion of Windows: what the child says, and who asks it for what.

use certready::probe::route::Said;

#[test]
fn the_childs_first_line_is_read_back_as_it_was_written() {
    for said in [Said::Object, Said::Error(0), Said::Error(12_029), Said::Error(u32::MAX)] {
        let whole = [said.line().as_bytes(), b"\0\n\xff"].concat();
        assert_eq!(Said::read(&whole), Some((said, b"\0\n\xff".as_slice())));
    }
}

#[test]
fn what_is_no_first_line_is_none() {
    for bytes in [
        b"".as_slice(),
        b"object",
        b"object \n",
        b"\n",
        b"error \n",
        b"error -1\n",
        b"error 4294967296\n",
        b"\xff\n",
        b"a line that is much longer than any that is said by a child\n",
    ] {
        assert_eq!(Said::read(bytes), None, "{bytes:?}");
    }
}
