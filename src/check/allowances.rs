//! Allowances judged: what each lets stand, and which let nothing stand.

use crate::check::Allowed;
use crate::check::settings::Applied;
use crate::markdown::allow::{Allowance, Scope};
use crate::rules::{Finding, unused_allowance};
use crate::text::Source;

/// Takes out of `findings` what `allowances` allow, which is the answer, and adds a finding for each allowance that
/// allows nothing.
///
/// Of a rule that is not looked for nobody can say whether its allowance is needed, so nobody does.
pub(super) fn judge(
    allowances: &[Allowance],
    source: &Source,
    applied: &Applied,
    findings: &mut Vec<Finding>,
) -> Vec<Allowed> {
    if allowances.is_empty() {
        return Vec::new();
    }
    let mut used = vec![false; allowances.len()];
    let mut allowed = Vec::new();
    for finding in std::mem::take(findings) {
        let mut reason = None;
        for (allowance, used) in allowances.iter().zip(&mut used).filter(|(allowance, _)| covers(allowance, &finding)) {
            *used = true;
            reason = reason.or(Some(&allowance.reason));
        }
        match reason {
            Some(reason) => allowed.push(Allowed { finding, reason: reason.clone() }),
            None => findings.push(finding),
        }
    }
    if !applied.looks_for(unused_allowance::RULE.name).unwrap_or(false) {
        return allowed;
    }
    let level = applied.level(unused_allowance::RULE.name);
    for (allowance, _) in allowances.iter().zip(&used).filter(|&(_, &used)| !used) {
        let finding = match applied.looks_for(&allowance.rule) {
            None => unused_allowance::unknown_rule(allowance, level),
            Some(true) => unused_allowance::unused(allowance, source, level),
            Some(false) => continue,
        };
        findings.push(finding);
    }
    allowed
}

/// Whether `allowance` lets `finding` stand.
fn covers(allowance: &Allowance, finding: &Finding) -> bool {
    allowance.rule == finding.rule
        && match allowance.scope {
            Scope::File => true,
            Scope::Part(span) => span.overlaps(finding.span) || span.touches(finding.span.start),
        }
}
