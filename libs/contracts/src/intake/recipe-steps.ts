import { z } from 'zod';
import { DateFormat, decimalSeparators, groupSeparators } from './recipe-parse.ts';

export const ColumnName = z.string().min(1).max(200);
export const ExactNumber = z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'must be a decimal number such as 998.5');
/** Written in JSONata. The columns of the row are its input, `$value` is the text at hand. */
export const Expression = z.string().min(1).max(4000);
/** A regular expression without look-around and back references, which is matched in time linear to the text. */
export const Pattern = z.string().min(1).max(500);

const text = z.string().max(1000);
const decimals = z.int().min(0).max(9);
const PlainNumber = z
  .strictObject({ decimalSeparator: z.enum(decimalSeparators).default('.'), groupSeparator: z.enum(groupSeparators).default('') })
  .refine(({ decimalSeparator, groupSeparator }) => decimalSeparator !== groupSeparator, 'the separators must differ');
const numbers = { from: PlainNumber.prefault({}), to: PlainNumber.prefault({}), decimals: decimals.optional() };
const dates = { from: z.array(DateFormat).min(1).max(10), to: DateFormat };
const table = {
  table: z.record(text.max(200), text.max(200)),
  /** What becomes of text that the table does not list. */
  unmatched: z.enum(['reject', 'keep', 'empty']).default('reject'),
};

export const comparisons = ['equals', 'notEquals', 'greater', 'less', 'contains', 'startsWith', 'endsWith', 'matches'] as const;
const compares = { is: z.enum(comparisons), value: text };
const empties = { is: z.enum(['isNull', 'isNotNull']) };
/** `greater` and `less` compare numbers by their value and anything else as text; `matches` takes a pattern. */
export const Condition = z.discriminatedUnion('is', [z.strictObject(compares), z.strictObject(empties)]);
export type Condition = z.infer<typeof Condition>;
export const ColumnCondition = z.discriminatedUnion('is', [z.strictObject({ column: ColumnName, ...compares }), z.strictObject({ column: ColumnName, ...empties })]);
export type ColumnCondition = z.infer<typeof ColumnCondition>;

const TextOrColumn = z.union([z.strictObject({ text }), z.strictObject({ column: ColumnName })]);

/** Where a text comes from: a column as it is, or something made of columns. */
export const Taking = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('direct'), column: ColumnName }),
  z.strictObject({ kind: z.literal('concatenate'), columns: z.array(ColumnName).min(1).max(20), separator: z.string().max(20).default(' '), skipEmpty: z.boolean().default(true) }),
  /** `part` counts from 1, or from −1 at the end; a part that is not there is empty. */
  z.strictObject({ kind: z.literal('split'), column: ColumnName, separator: z.string().min(1).max(20), part: z.int().min(-50).max(50).refine((part) => part !== 0, 'counts from 1, or from -1 at the end') }),
  z.strictObject({ kind: z.literal('formatDate'), column: ColumnName, ...dates }),
  z.strictObject({ kind: z.literal('formatNumber'), column: ColumnName, ...numbers }),
  z.strictObject({ kind: z.literal('lookup'), column: ColumnName, ...table }),
  /** The first case whose conditions all hold; `otherwise` when none does. */
  z.strictObject({
    kind: z.literal('conditional'),
    cases: z.array(z.strictObject({ when: z.array(ColumnCondition).min(1).max(10), take: TextOrColumn })).min(1).max(50),
    otherwise: TextOrColumn.optional(),
  }),
  z.strictObject({ kind: z.literal('custom'), expression: Expression }),
]);
export type Taking = z.infer<typeof Taking>;

export const textChanges = ['upper', 'lower', 'title', 'capitalize', 'trim', 'squeeze'] as const;
export const TextChange = z.enum(textChanges);
export type TextChange = z.infer<typeof TextChange>;

/** What is done to a text. Text that is not what a transformation works on stays as it is; empty text stays empty but for conditions and expressions. */
export const Transformation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('formatDate'), ...dates }),
  z.strictObject({ kind: z.literal('formatText'), apply: z.array(TextChange).min(1).max(6) }),
  z.strictObject({ kind: z.literal('formatNumber'), ...numbers }),
  /** Exact; a quotient, and any result with `decimals`, is rounded half away from zero. */
  z.strictObject({
    kind: z.literal('math'),
    operation: z.enum(['add', 'subtract', 'multiply', 'divide']),
    by: z.union([ExactNumber, z.strictObject({ column: ColumnName })]),
    decimals: decimals.optional(),
    from: PlainNumber.prefault({}),
  }),
  /** `12,5 %` to the fraction 0.125, or the fraction 0.125 to 12.5 per cent. */
  z.strictObject({ kind: z.literal('percentage'), to: z.enum(['fraction', 'percent']), from: PlainNumber.prefault({}) }),
  z.strictObject({ kind: z.literal('conditionalValue'), when: z.array(Condition).min(1).max(10), take: text, otherwise: text.optional() }),
  /** `$1` to `$9` in `with` stand for groups, `$&` for the whole match, `$$` for a dollar. */
  z.strictObject({ kind: z.literal('replaceValue'), pattern: Pattern, with: text, ignoreCase: z.boolean().default(false), all: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('lookupTable'), ...table }),
  z.strictObject({ kind: z.literal('customExpression'), expression: Expression }),
]);
export type Transformation = z.infer<typeof Transformation>;
export const Transformations = z.array(Transformation).max(20);

/** `stop` refuses the file, `skip` leaves out what needs the column, `continue` takes its cells as empty, or as they are. */
export const driftActions = ['stop', 'skip', 'continue'] as const;
export const DriftAction = z.enum(driftActions);
export type DriftAction = z.infer<typeof DriftAction>;
/** What is done when a file has not, or not in the expected type, a column that this needs. */
export const StepDrift = z.strictObject({ missing: DriftAction.optional(), retyped: DriftAction.optional() });

/** A column that the file does not have, made of those it has and of those that steps before this one made. */
export const RecipeStep = z.strictObject({ into: ColumnName, take: Taking, transform: Transformations.default([]), onDrift: StepDrift.optional(), note: z.string().max(500).optional() });
export type RecipeStep = z.infer<typeof RecipeStep>;

/** The columns that a taking reads; an expression may read any. */
export function columnsOf(take: Taking): string[] {
  switch (take.kind) {
    case 'concatenate':
      return take.columns;
    case 'conditional': {
      const taken = [...take.cases.map((one) => one.take), ...(take.otherwise ? [take.otherwise] : [])];
      return [...take.cases.flatMap(({ when }) => when.map(({ column }) => column)), ...taken.flatMap((one) => ('column' in one ? [one.column] : []))];
    }
    case 'custom':
      return [];
    default:
      return [take.column];
  }
}

/** The columns that transformations read beside the text at hand. */
export function columnsOfTransformations(transform: readonly Transformation[]): string[] {
  return transform.flatMap((one) => (one.kind === 'math' && typeof one.by === 'object' ? [one.by.column] : []));
}
