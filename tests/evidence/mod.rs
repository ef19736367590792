//! Evidence: the bytes of a run while it runs, the folder that keeps them, and the folder read back.

mod folder;
mod host;
mod hostile;
mod objects;
mod sample;
mod services;
