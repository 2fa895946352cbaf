//! The newsroom's own list of officials.
