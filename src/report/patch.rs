//! What fixes would change, as a patch.

use similar::TextDiff;

/// A unified diff of one file, as `git apply` and `patch` take it; empty when nothing changes.
pub fn of(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
