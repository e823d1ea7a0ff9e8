import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import type { WorkflowTask } from '../tasks/task.entity.ts';
import { skipReason } from './plan-from-template.calc.ts';

/** The codes of the tasks whose conditions would be answered otherwise than they were. */
export type OtherAnswers = { appliesNow: string[]; appliesNoLonger: string[] };

/** What of a completed workflow would come out otherwise for the plant as it is now: skipped by condition, or done. */
export function answersOtherwise(tasks: readonly Pick<WorkflowTask, 'code' | 'state' | 'skipped' | 'definition'>[], plant: ObligationFacts): OtherAnswers {
  const codes = (otherwise: (task: (typeof tasks)[number]) => boolean) => tasks.filter(otherwise).map(({ code }) => code);
  return {
    appliesNow: codes(({ skipped, definition }) => skipped?.by === 'condition' && !skipReason(definition, plant)),
    appliesNoLonger: codes(({ state, definition }) => state === 'Completed' && skipReason(definition, plant) !== null),
  };
}

export function sameAnswers(one: OtherAnswers, other: OtherAnswers): boolean {
  const told = ({ appliesNow, appliesNoLonger }: OtherAnswers) => JSON.stringify([appliesNow, appliesNoLonger]);
  return told(one) === told(other);
}
