//! Each check, one file each: every outcome once, each bad case with exactly one thing wrong.
