import type { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import type { Evaluate } from './map-rows.ts';

/** Works out the expressions of rows in a sandbox. */
export function expressionsIn(sandbox: ExpressionSandbox): Evaluate {
  return async (inputs) => (await sandbox.evaluate(inputs)).map((answer) => ('code' in answer ? answer : answer.number ? { number: answer.text } : answer.text));
}
