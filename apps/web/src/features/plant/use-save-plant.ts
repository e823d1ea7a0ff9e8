import { useState } from 'react';
import type { PlantView } from '@kairos/contracts';
import { refusalsOfProblem, type Refusals } from '../../lib/issues.ts';
import { libText } from '../../lib/lib.text.ts';
import { isProblem } from '../../lib/problem.ts';
import { queryClient } from '../../lib/query-client.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { changePlant, readPlant } from './plant-commands.api.ts';
import { plant } from './plant.api.ts';

type State = { busy: boolean; problem?: string; theirs?: PlantView; toApprove?: string[] };
type Outcome = { onSaved: (plant: PlantView) => void; onRefused: (refusals: Refusals) => void };

/** Saves changes of a plant, and tells the refusals apart: somebody was faster, somebody has to approve, or something is wrong. */
export function useSavePlant({ onSaved, onRefused }: Outcome) {
  const say = useTexts(libText);
  const [state, setState] = useState<State>({ busy: false });
  const refused = async (error: unknown, plantId: string): Promise<State> => {
    if (isProblem(error, 'stale')) {
      const theirs = await readPlant(plantId);
      queryClient.setQueryData(plant(plantId).queryKey, theirs);
      return { busy: false, theirs };
    }
    if (isProblem(error, 'unreachable')) return { busy: false, problem: say('unreachable') };
    if (!isProblem(error)) return { busy: false, problem: String(error) };
    const refusals = refusalsOfProblem(error);
    onRefused(refusals);
    return error.code === 'change-needs-approval' ? { busy: false, toApprove: Object.keys(refusals) } : { busy: false, problem: error.message };
  };
  const save = (of: PlantView, facts: Record<string, unknown>, reason: string) => {
    setState({ busy: true });
    changePlant(of, { ...facts, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
      .then((saved) => {
        queryClient.setQueryData(plant(saved.id).queryKey, saved);
        void queryClient.invalidateQueries({ queryKey: ['assets'] });
        setState({ busy: false });
        onSaved(saved);
      })
      .catch((error: unknown) => refused(error, of.id).then(setState, (other: unknown) => setState({ busy: false, problem: String(other) })));
  };
  return { ...state, save, settle: () => setState({ busy: false }) };
}
