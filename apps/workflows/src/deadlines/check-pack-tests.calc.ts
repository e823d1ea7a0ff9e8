import { PlantForObligations, type ObligationPackFile, type ObligationPackTest } from '@kairos/contracts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { reconcileObligations, type Cause, type StandingDeadline, type Step } from './reconcile-obligations.calc.ts';

type Moment = { on: string; event: Cause['event']; plant: ObligationFacts; expect: Record<string, string | null> };

/**
 * Runs the tests that stand in a pack: each plant is registered, and changed step by step, and must have exactly the deadlines
 * that the test names, on the days that it names.
 *
 * @returns what is not as a test says, each with the name of the test; nothing when all pass
 */
export function failuresOf(pack: ObligationPackFile): string[] {
  return pack.tests.flatMap((test) => failuresOfTest(pack, test));
}

function failuresOfTest(pack: ObligationPackFile, test: ObligationPackTest): string[] {
  let standing: StandingDeadline[] = [];
  let before: ObligationFacts | null = null;
  return momentsOf(test).flatMap(({ on, event, plant, expect }) => {
    const steps = reconcileObligations(pack, { ...plant, deleted: false }, { standing, completed: [] }, on, { event, on, before });
    standing = steps.reduce(afterStep(on), standing);
    before = plant;
    return differences(expect, standing).map((difference) => `${test.name}, on ${on}: ${difference}`);
  });
}

function momentsOf({ on, event, plant, expect, then }: ObligationPackTest): Moment[] {
  const moments: Moment[] = [{ on, event, plant, expect }];
  for (const step of then) moments.push({ ...step, plant: PlantForObligations.parse({ ...moments.at(-1)?.plant, ...step.plant }) });
  return moments;
}

const afterStep = (on: string) => (standing: StandingDeadline[], step: Step<StandingDeadline>): StandingDeadline[] => {
  if (step.kind === 'note') return standing;
  const code = step.kind === 'withdraw' ? step.deadline.obligationCode : step.obligation.code;
  const others = standing.filter(({ obligationCode }) => obligationCode !== code);
  if (step.kind === 'withdraw') return [...others, { ...step.deadline, status: 'withdrawn', withdrawnOn: on }];
  return [...others, { ...step.due, obligationCode: code, status: step.due.dueOn === null ? 'dateMissing' : 'open', withdrawnOn: null }];
};

function differences(expected: Record<string, string | null>, standing: StandingDeadline[]): string[] {
  const found = new Map(standing.filter(({ status }) => status !== 'withdrawn').map(({ obligationCode, dueOn = null }) => [obligationCode, dueOn]));
  const told = (date: string | null | undefined) => (date === undefined ? 'nothing' : (date ?? 'an undated deadline'));
  return [...new Set([...Object.keys(expected), ...found.keys()])]
    .filter((code) => expected[code] !== found.get(code))
    .map((code) => `${code} is ${told(found.get(code))}, not ${told(expected[code])}`);
}
