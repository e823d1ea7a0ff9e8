import type { ConnectorEndpoint, ConnectorField } from '@kairos/contracts';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import { PatternFault } from '../patterns/parse-pattern.calc.ts';
import { RowTakesTooLong, WorkMeter } from '../patterns/work-meter.ts';
import { FieldPatternRefused } from './connector.errors.ts';

type Ready = { pattern: LinearPattern; meter: WorkMeter };
const ready = new WeakMap<ConnectorField, Ready>();

/** @throws FieldPatternRefused for a field whose pattern is none, or one that could blow up */
export function demandPatterns(endpoints: readonly Pick<ConnectorEndpoint, 'fields'>[]): void {
  for (const [at, { fields }] of endpoints.entries()) {
    for (const [index, { pattern }] of fields.entries()) {
      try {
        if (pattern !== undefined) new LinearPattern(pattern);
      } catch (error) {
        throw error instanceof PatternFault ? new FieldPatternRefused(`/endpoints/${at}/fields/${index}/pattern`, error.message) : error;
      }
    }
  }
}

/** Whether a value matches the pattern of its field somewhere; one that takes too much work does not. */
export function fitsPattern(field: ConnectorField, value: string): boolean {
  if (field.pattern === undefined) return true;
  const { pattern, meter } = ready.get(field) ?? prepare(field, field.pattern);
  meter.begin();
  try {
    return pattern.test(value);
  } catch (error) {
    if (error instanceof RowTakesTooLong) return false;
    throw error;
  }
}

function prepare(field: ConnectorField, source: string): Ready {
  const meter = new WorkMeter();
  const one = { pattern: new LinearPattern(source, false, meter), meter };
  ready.set(field, one);
  return one;
}
