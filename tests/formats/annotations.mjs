// Writes annotations as GitHub's own library does: findings in copydesk's JSON on standard input, commands out.
import * as core from '@actions/core';
import { readFileSync } from 'node:fs';

const findings = JSON.parse(readFileSync(0, 'utf8'));
const kinds = [
  ['error', 'errors', ['error']],
  ['warning', 'warnings', ['warning']],
  ['notice', 'notices', ['info']],
];
for (const [kind, many, levels] of kinds) {
  const mine = findings.filter((finding) => levels.includes(finding.level));
  const shown = mine.length > 10 ? 9 : mine.length;
  for (const { rule, path, message, range } of mine.slice(0, shown)) {
    const { start, end } = range;
    const columns = start.line === end.line ? { startColumn: start.column, endColumn: end.column } : {};
    core[kind](message, { title: rule, file: path, startLine: start.line, endLine: end.line, ...columns });
  }
  if (mine.length > shown) {
    core[kind](`${mine.length - shown} more ${many}; the job summary lists them`, { title: 'copydesk' });
  }
}
