//! Local doubles of payment gateways.
