import type { ApplicableTask, Predicate, Why, WorkflowTemplate } from '@kairos/contracts';
import { evaluate, tellFailure, type ObligationFacts } from '../obligations/predicate.calc.ts';
import { tasksOf } from './workflow-template.calc.ts';

export type Applicability = { applies: boolean; why: Why | null; unmet: string[] };

/** Whether a predicate holds for a plant, with the values it looked at and what it lacks. None holds always. */
export function applicabilityOf(predicate: Predicate | null, plant: ObligationFacts): Applicability {
  if (!predicate) return { applies: true, why: null, unmet: [] };
  const { applies, why, failed } = evaluate(predicate, plant);
  return { applies, why, unmet: applies ? [] : failed.map((comparison) => tellFailure(comparison, plant)) };
}

/** Whether a template is for a plant: its types, its capacity and its predicate. */
export function templateAppliesTo(template: WorkflowTemplate, plant: ObligationFacts): Applicability {
  return applicabilityOf(wholePredicate(template), plant);
}

/** What of a template comes out for a plant, task by task. */
export function applicableTasks(template: WorkflowTemplate, plant: ObligationFacts): ApplicableTask[] {
  return tasksOf(template).map(({ code, appliesWhen }) => ({ code, ...applicabilityOf(appliesWhen, plant) }));
}

/** Of the templates that apply, those to take first: of each phase the one of highest precedence. */
export function chosenFirst(templates: readonly WorkflowTemplate[]): Set<WorkflowTemplate> {
  const chosen = new Map<string, WorkflowTemplate>();
  for (const template of templates) {
    if (template.purpose !== 'Phase Component' || !template.phase) continue;
    const best = chosen.get(template.phase);
    if (!best || template.precedence > best.precedence) chosen.set(template.phase, template);
  }
  return new Set(chosen.values());
}

/** Types, bounds of capacity and the predicate as one predicate, so that what decided can be told. */
function wholePredicate({ plantTypes, minKw, maxKw, appliesWhen }: WorkflowTemplate): Predicate | null {
  const terms = [
    ...(plantTypes.length > 0 ? [{ field: 'type' as const, op: 'in' as const, value: plantTypes }] : []),
    ...(minKw ? [{ field: 'capacityKw' as const, op: 'atLeast' as const, value: minKw }] : []),
    ...(maxKw ? [{ field: 'capacityKw' as const, op: 'atMost' as const, value: maxKw }] : []),
    ...termsIn(appliesWhen),
  ];
  if (terms.length === 0) return null;
  return terms.length === 1 ? (terms[0] as Predicate) : ({ all: terms } as Predicate);
}

function termsIn(predicate: Predicate | null): Predicate[] {
  if (!predicate) return [];
  return 'all' in predicate ? (predicate.all as Predicate[]) : [predicate];
}
