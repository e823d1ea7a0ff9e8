import { z } from 'zod';
import { DateFormat } from './recipe-parse.ts';
import { ColumnName, ExactNumber, Expression, Pattern } from './recipe-steps.ts';
import { FieldName } from './recipe-fields.ts';

/** An error rejects its row; warnings and remarks (`info`) are kept with the row's result. */
export const severities = ['error', 'warning', 'info'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

export const ruleTypes = ['text', 'integer', 'decimal', 'boolean', 'date', 'email', 'url', 'phone', 'currency', 'percentage'] as const;
export const ruleFormats = ['email', 'url', 'phone', 'uuid'] as const;

const common = {
  /** The code that a broken rule shows; without one, that of its kind, such as `out-of-range`. */
  code: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be words of a–z and 0–9 joined by hyphens').optional(),
  severity: Severity.default('error'),
  /** What a broken rule says instead of its own sentence. */
  message: z.string().trim().min(1).max(300).optional(),
  /** A field of the target, checked as it was read, or a column of the file or of a step, checked as it is written. */
  field: FieldName.optional(),
  column: ColumnName.optional(),
};

/** Empty cells break `required` and `custom` rules alone. */
export const ValidationRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), ...common }),
  z.strictObject({ kind: z.literal('type'), type: z.enum(ruleTypes), ...common }),
  z.strictObject({ kind: z.literal('format'), format: z.union([z.enum(ruleFormats), z.strictObject({ date: DateFormat })]), ...common }),
  z.strictObject({ kind: z.literal('length'), min: z.int().nonnegative().optional(), max: z.int().positive().optional(), ...common }),
  /** Of numbers, or of dates as `YYYY-MM-DD`; both ends belong to it. */
  z.strictObject({ kind: z.literal('range'), min: z.union([ExactNumber, z.iso.date()]).optional(), max: z.union([ExactNumber, z.iso.date()]).optional(), ...common }),
  z.strictObject({ kind: z.literal('pattern'), pattern: Pattern, ignoreCase: z.boolean().default(false), ...common }),
  z.strictObject({ kind: z.literal('lookup'), values: z.array(z.string().max(200)).min(1).max(1000), ...common }),
  /** Broken unless the expression gives `true`. It reads the columns, `$value`, and `$fields` of the target. */
  z.strictObject({ kind: z.literal('custom'), expression: Expression, ...common }),
]);
export type ValidationRule = z.infer<typeof ValidationRule>;

const code = z.string().max(60);
/** A row as the file would hold it, and what the recipe must make of it. */
export const RecipeTest = z.strictObject({
  name: z.string().trim().min(1).max(200),
  row: z.record(ColumnName, z.string().max(10_000)),
  expect: z.strictObject({
    /** Fields of the target; those that are not named may be anything. */
    values: z.record(FieldName, z.union([z.string().max(1000), z.number(), z.null()])).optional(),
    /** The codes of all errors, in any order; none unless named. */
    errors: z.array(code).max(50).default([]),
    warnings: z.array(code).max(50).optional(),
  }),
});
export type RecipeTest = z.infer<typeof RecipeTest>;

/** `stop` at the first bad row, `skip` bad rows, or `continue` without the bad cells of fields that may be empty. */
export const OnError = z.strictObject({
  action: z.enum(['stop', 'skip', 'continue']).default('skip'),
  /** More rejected rows than this end the import. */
  maxErrors: z.int().nonnegative().optional(),
  /** A larger share of rejected rows than this ends the import, once `afterRows` rows were read. */
  maxErrorPercent: z.int().min(0).max(99).optional(),
  afterRows: z.int().positive().max(1_000_000).default(100),
});
export type OnError = z.infer<typeof OnError>;
