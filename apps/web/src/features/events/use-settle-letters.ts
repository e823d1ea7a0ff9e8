import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { DeadLetterView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deadLetterKeys, discardDeadLetter, replayDeadLetter } from './dead-letters.api.ts';
import { deadLettersText } from './dead-letters.text.ts';

export type Act = 'replay' | 'discard';
type Outcome = { done: number; failed: number };
const acts = { replay: replayDeadLetter, discard: discardDeadLetter };
/** What somebody else did meanwhile is done. */
const passed = 'dead-letter-not-found';

/** Replays or discards some letters one after the other: what fails again stays, and does not hold up the rest. */
export function useSettleLetters() {
  const say = useTexts(deadLettersText);
  const [progress, setProgress] = useState<{ act: Act; done: number; total: number }>();
  const command = useCommand({
    run: async ({ act, letters }: { act: Act; letters: readonly DeadLetterView[] }): Promise<Outcome> => {
      const outcome = { done: 0, failed: 0 };
      for (const [at, letter] of letters.entries()) {
        setProgress({ act, done: at + 1, total: letters.length });
        try {
          await acts[act](letter);
          outcome.done += 1;
        } catch (error) {
          if (isProblem(error, 'dead-letter-failed-again')) outcome.failed += 1;
          else if (!isProblem(error, passed)) throw error;
        }
      }
      return outcome;
    },
    changes: [deadLetterKeys],
  });
  const settle = (act: Act, letters: readonly DeadLetterView[], onDone?: (outcome: Outcome) => void) =>
    command.mutate({ act, letters }, {
      onSuccess: (outcome) => {
        if (outcome.done > 0) notifications.show({ message: say(act === 'replay' ? 'wasReplayed' : 'wasDiscarded', { count: outcome.done }) });
        if (outcome.failed > 0) notifications.show({ color: 'red', message: say('failedAgain', { count: outcome.failed }) });
        onDone?.(outcome);
      },
      onSettled: () => setProgress(undefined),
    });
  return { settle, busy: command.isPending, progress };
}
