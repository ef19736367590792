//! The case: what every check is given, and the questions that several of them ask.

mod ended;
mod need;
mod reach;
mod subject;
mod times;
