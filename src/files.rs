//! Finding and reading copy; the only file system in a check.
