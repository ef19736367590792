//! What differs between systems in terminals and files: the one place of the command line for it.

use std::fs::File;
use std::io;

/// Gives a file that was made privately the rights that a new file would have had: reports are read by others.
///
/// # Errors
/// What the system says where the rights can't be set.
#[cfg(unix)]
pub fn share_like_a_new_file(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    // 0644: a report is for those who decide on the ticket, and holds no secret. A umask can't be read without setting it.
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// Gives a file that was made privately the rights that a new file would have had. On Windows it has them: rights are
/// inherited from the folder.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub fn share_like_a_new_file(_file: &File) -> io::Result<()> {
    Ok(())
}
