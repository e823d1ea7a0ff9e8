import type { CapturedComparison, CompletionCondition, TaskData, TaskValue } from '@kairos/contracts';
import type { FieldError } from '@kairos/http';
import { evaluate, exact, orders, tellFailures, type ObligationFacts } from '../obligations/predicate.calc.ts';

/**
 * What is not true yet of what a task waits for, as fields; nothing when it may be completed.
 *
 * @param plant null while this service knows nothing of the plant: then nothing is true of it
 */
export function unmetBy({ plant: predicate, captured }: CompletionCondition, data: TaskData, plant: ObligationFacts | null): FieldError[] {
  return [...unmetByPlant(predicate, plant), ...captured.filter((asked) => !holds(asked, data[asked.field] ?? null)).map((asked) => ({ pointer: `/data/${asked.field}`, detail: toldOf(asked) }))];
}

function unmetByPlant(predicate: CompletionCondition['plant'], plant: ObligationFacts | null): FieldError[] {
  if (!predicate) return [];
  if (!plant) return [{ pointer: '/plant', detail: 'is not known' }];
  const { applies, failed } = evaluate(predicate, plant);
  return applies ? [] : [{ pointer: '/plant', detail: tellFailures(failed, plant) }];
}

function holds(asked: CapturedComparison, value: TaskValue): boolean {
  if (value === null) return false;
  if (asked.op === 'in') return asked.value.includes(value);
  if (asked.op === 'onOrBefore') return typeof value === 'string' && value <= asked.value;
  if (asked.op === 'onOrAfter') return typeof value === 'string' && value >= asked.value;
  return typeof value !== 'boolean' && orders[asked.op](exact(String(value)) - exact(asked.value));
}

function toldOf({ op, value }: CapturedComparison): string {
  return op === 'in' ? `must be ${value.map((one) => (typeof one === 'boolean' ? (one ? 'yes' : 'no') : one)).join(' or ')}` : `must be ${op} ${value}`;
}
