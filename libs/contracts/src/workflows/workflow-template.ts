import { z } from 'zod';
import { RecordAuthority } from '../assets/authority-records.ts';
import { PlantType } from '../assets/plant.ts';
import { DecimalString, Kilowatts, PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { Authority, DocumentCategory, ObligationCategory, ObligationCode } from './obligation.ts';
import { Order, Predicate } from './predicate.ts';
import { Priority, TemplateCode, WorkflowPhase, WorkflowPurpose, WorkflowType } from './workflow-kinds.ts';

/** How one signs in to the portal of an authority. */
export const credentialKinds = ['SPID', 'CIE', 'CNS', 'user and password', 'one-time code', 'digital certificate', 'EDI'] as const;
export const CredentialKind = z.enum(credentialKinds);

/** Days of the calendar, or those on which offices are open. */
export const dayKinds = ['calendarDays', 'workingDays'] as const;
export const DayKind = z.enum(dayKinds);
export type DayKind = z.infer<typeof DayKind>;

/** A document that a task needs or brings; `maxAgeDays` is how old it may be when it is handed in. */
export const TaskDocument = z.strictObject({
  code: TemplateCode,
  title: LocalText,
  category: DocumentCategory,
  required: z.boolean().default(true),
  maxAgeDays: z.int().min(1).max(3650).nullable().default(null),
});
export type TaskDocument = z.infer<typeof TaskDocument>;

export const ChecklistPoint = z.strictObject({ code: TemplateCode, title: LocalText, required: z.boolean().default(true) });
export type ChecklistPoint = z.infer<typeof ChecklistPoint>;

export const dataFieldTypes = ['text', 'date', 'decimal', 'integer', 'boolean'] as const;
/** A value that a task captures, and the field of an authority record that takes it, where one does. */
export const DataField = z.strictObject({
  code: TemplateCode,
  title: LocalText,
  type: z.enum(dataFieldTypes),
  required: z.boolean().default(false),
  writesTo: z.strictObject({ authority: RecordAuthority, field: z.string().regex(/^[a-z][A-Za-z0-9]{1,60}$/) }).nullable().default(null),
});
export type DataField = z.infer<typeof DataField>;

/** A term that nobody extends: what happens when it passes. It stands still while an authority suspends the practice. */
export const PeremptoryTerm = z.strictObject({ days: z.int().min(1).max(3650), in: DayKind, outcome: LocalText, legalReference: z.string().min(1).max(500).nullable().default(null) });
export type PeremptoryTerm = z.infer<typeof PeremptoryTerm>;

/** One question about a value that the form of a task holds. Numbers are compared exactly; a field that is empty answers no. */
export const CapturedComparison = z.union([
  z.strictObject({ field: TemplateCode, op: Order, value: DecimalString }),
  z.strictObject({ field: TemplateCode, op: z.enum(['onOrBefore', 'onOrAfter']), value: PlainDate }),
  z.strictObject({ field: TemplateCode, op: z.literal('in'), value: z.array(z.union([z.string().max(2000), z.int(), z.boolean()])).min(1).max(50) }),
]);
export type CapturedComparison = z.infer<typeof CapturedComparison>;

/** What must be true of the plant and, all of it, of the form before a task is completed. */
export const CompletionCondition = z.strictObject({ plant: Predicate.nullable().default(null), captured: z.array(CapturedComparison).max(20).default([]) });
export type CompletionCondition = z.infer<typeof CompletionCondition>;

/** What must be there and hold before a task is completed, and whether it closes by itself once it does. */
export const CompletionRule = z.strictObject({
  requires: z.array(z.enum(['checklist', 'requiredData'])).max(2),
  when: CompletionCondition.nullable().default(null),
  closesItself: z.boolean().default(false),
});
export type CompletionRule = z.infer<typeof CompletionRule>;

const link = z.url({ protocol: /^https$/ });
const roleName = z.string().trim().min(1).max(100);
const alertDays = z.array(z.int().min(0).max(365)).max(10);

export const TemplateTask = z.strictObject({
  code: TemplateCode,
  title: LocalText,
  instructions: LocalText.nullable().default(null),
  dependsOn: z.array(TemplateCode).max(20).default([]),
  optional: z.boolean().default(false),
  milestone: z.boolean().default(false),
  /** Null: for every plant the template is for. */
  appliesWhen: Predicate.nullable().default(null),
  priority: Priority.default('Medium'),
  authority: Authority.nullable().default(null),
  practiceType: z.string().min(1).max(100).nullable().default(null),
  portal: link.nullable().default(null),
  credentials: z.array(CredentialKind).max(7).default([]),
  durationDays: z.int().min(0).max(3650),
  durationIn: DayKind.default('calendarDays'),
  peremptory: PeremptoryTerm.nullable().default(null),
  documents: z.array(TaskDocument).max(30).default([]),
  checklist: z.array(ChecklistPoint).max(50).default([]),
  dataFields: z.array(DataField).max(30).default([]),
  suggestedRole: roleName.nullable().default(null),
  /** Roles whose members may work on it; none named: whoever may work on workflows. */
  allowedRoles: z.array(roleName).max(10).default([]),
  completion: CompletionRule.default({ requires: ['requiredData'], when: null, closesItself: false }),
  alertDays: alertDays.default([]),
});
export type TemplateTask = z.infer<typeof TemplateTask>;

/** `parallel`: it starts with the stage before it, instead of after it. */
export const TemplateStage = z.strictObject({
  code: TemplateCode,
  title: LocalText,
  phase: WorkflowPhase.nullable().default(null),
  durationDays: z.int().min(0).max(3650),
  parallel: z.boolean().default(false),
  tasks: z.array(TemplateTask).min(1).max(50),
});
export type TemplateStage = z.infer<typeof TemplateStage>;

/** Fifty tasks at most, as a person can oversee; ten stages at most beside one another. */
export const mostTasks = 50;

/**
 * A workflow as it is laid out before it is started for a plant. A version is never changed once it is out: another one
 * follows it.
 */
export const WorkflowTemplate = z.strictObject({
  id: TemplateCode,
  version: z.int().min(1).max(9999),
  title: LocalText,
  description: LocalText,
  purpose: WorkflowPurpose,
  phase: WorkflowPhase.nullable().default(null),
  type: WorkflowType,
  category: ObligationCategory,
  durationDays: z.int().min(1).max(3650),
  /** None: of every type. */
  plantTypes: z.array(PlantType).max(5).default([]),
  /** Both are included. */
  minKw: Kilowatts.nullable().default(null),
  maxKw: Kilowatts.nullable().default(null),
  appliesWhen: Predicate.nullable().default(null),
  /** Of several templates of one phase that apply, the one to take first has the highest. */
  precedence: z.int().min(0).max(100).default(0),
  /** The obligation whose occurrences it is for. */
  recursWith: ObligationCode.nullable().default(null),
  authorities: z.array(Authority).max(7).default([]),
  baseDocuments: z.array(TaskDocument).max(30).default([]),
  alertDays: alertDays.default([]),
  stages: z.array(TemplateStage).min(1).max(10),
});
export type WorkflowTemplate = z.infer<typeof WorkflowTemplate>;

/** What a DSO asks for a quote of a connection, up to and including a capacity; the last step has no end. */
export const QuoteFeeTable = z.strictObject({
  id: TemplateCode,
  version: z.int().min(1),
  title: LocalText,
  vatPercent: DecimalString,
  steps: z.array(z.strictObject({ upToKw: Kilowatts.nullable(), feeEur: DecimalString })).min(1).max(30),
});
export type QuoteFeeTable = z.infer<typeof QuoteFeeTable>;
