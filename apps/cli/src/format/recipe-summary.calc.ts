import type { RecipePreview, RecipeProposal, RecipeTestReport } from '@kairos/contracts';
import { printable, table } from './table.calc.ts';

/** Each test of a recipe with what differs, and how many passed. */
export function testSummary({ passed, failed, tests }: RecipeTestReport): string {
  const told = tests.flatMap(({ name, passed: fine, differences }) => [
    `${fine ? '✓' : '✗'} ${printable(name)}`,
    ...differences.map(({ what, expected, got }) => `    ${printable(`${what}: expected ${expected}, got ${got}`)}`),
  ]);
  return [...told, `${passed} passed, ${failed} failed`].join('\n');
}

/** What the first rows of a file become, what is wrong with them, and how the file drifted from the recipe. */
export function previewSummary({ drift, problem, counts, rows, findings }: RecipePreview): string {
  const drifted = [
    ...drift.missing.map(({ column, action, renamedTo }) => `missing column "${column}": ${action}${renamedTo ? `; maybe now "${renamedTo.column}" (${Math.round(renamedTo.confidence * 100)} %: ${renamedTo.reason})` : ''}`),
    ...drift.retyped.map(({ column, expected, found, action }) => `column "${column}" holds ${found} instead of ${expected}: ${action}`),
    ...drift.added.map((column) => `new column "${column}"`),
  ];
  const notes = [...findings.map(({ severity, pointer, detail }) => `${severity} at ${pointer}: ${detail}`), ...drifted].map(printable);
  if (problem) return [...notes, printable(`${problem.code}: ${problem.detail}`)].join('\n');
  const errors = rows.flatMap(({ line, errors: told }) => told.map((error) => ({ line, ...error }))).slice(0, 20);
  return [
    ...notes,
    `${counts.read} read = ${counts.valid} valid + ${counts.rejected} rejected + ${counts.skipped} skipped, ${counts.warnings} warnings`,
    ...(errors.length === 0 ? [] : [table(errors, [
      { title: 'line', value: ({ line }) => String(line), align: 'right' },
      { title: 'column', value: ({ column, field }) => column ?? field ?? '', maxWidth: 24 },
      { title: 'value', value: ({ value }) => value ?? '', maxWidth: 30 },
      { title: 'severity', value: ({ severity }) => severity ?? 'error' },
      { title: 'reason', value: ({ code, detail }) => `${code}: ${detail}`, maxWidth: 80 },
    ])]),
  ].join('\n');
}

/** What each column may be and why, what its values may mean, and what the target still lacks. */
export function proposalSummary({ target, columns, values, missing, draft }: RecipeProposal, out: string | undefined): string {
  const percent = (confidence: number) => `${Math.round(confidence * 100)} %`;
  const found = columns.map(({ column, matches: [best] }) => ({ column, field: best?.field ?? '', sure: best ? percent(best.confidence) : '', reason: best?.reason ?? 'like no field' }));
  return [
    table(found, [
      { title: 'column', value: ({ column }) => column, maxWidth: 30 },
      { title: 'field', value: ({ field }) => field },
      { title: 'sure', value: ({ sure }) => sure, align: 'right' },
      { title: 'reason', value: ({ reason }) => reason, maxWidth: 60 },
    ]),
    ...values.map(({ column, from, to, confidence, reason }) => printable(to === null ? `${column} "${from}" is like no value` : `${column} "${from}" may mean ${to} (${percent(confidence)}: ${reason})`)),
    missing.length > 0 ? `${target} needs ${missing.join(', ')}` : out === undefined ? 'write the draft with --out <document>' : '',
    ...(draft && out !== undefined ? [`the draft is in ${out}: look it over, try it with --draft, then publish it`] : []),
  ].filter((line) => line !== '').join('\n');
}
