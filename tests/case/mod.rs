//! The case: what every check is given, and the questions that several of them ask.

mod address;
mod ended;
mod need;
mod proxy;
mod reach;
mod subject;
mod times;
