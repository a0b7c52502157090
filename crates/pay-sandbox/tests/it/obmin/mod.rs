//! Obmin exchanger.

mod books;
mod checks;
mod clock;
mod control;
mod export;
mod faults;
mod golden;
mod history;
mod ipn;
mod order;
mod pages;
mod route;
mod shop;
mod signed;
mod spelling;
mod spoiled;
mod states;
mod surface;
