import { notifications } from '@mantine/notifications';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { ApiProblem, ProofNotGiven } from './problem.ts';
import { queryClient } from './query-client.ts';
import { libText } from './lib.text.ts';
import { useTexts } from './use-texts.ts';

type Command<Input, Output> = {
  run: (input: Input) => Promise<Output>;
  /** What is out of date afterwards, by the beginning of its keys: `['assets', 'plants']`. */
  changes: readonly (readonly string[])[];
  /** Said once it is done. */
  done?: (output: Output, input: Input) => string;
  /** What comes once all of that is read anew, though what asked for it may be gone from the page by then: a row that is no more, for one. */
  onDone?: (output: Output, input: Input) => void;
  /** Refusals that the page shows by itself, by code; all others are told beside it. */
  shows?: readonly string[] | 'all';
};

/** Changes something: tells when it is done or refused, and has what changed read again. */
export function useCommand<Input, Output>({ run, changes, done, onDone, shows = [] }: Command<Input, Output>): UseMutationResult<Output, Error, Input> {
  const say = useTexts(libText);
  return useMutation({
    mutationFn: run,
    onSuccess: (output, input) => {
      const message = done?.(output, input);
      if (message !== undefined) notifications.show({ message });
    },
    onError: (error) => {
      if (error instanceof ProofNotGiven) return;
      if (error instanceof ApiProblem && (shows === 'all' || shows.includes(error.code))) return;
      const unreachable = error instanceof ApiProblem && error.code === 'unreachable';
      notifications.show({ color: 'red', title: say('refused'), message: unreachable ? say('unreachable') : error.message });
    },
    onSettled: async (output, error, input) => {
      await Promise.all(changes.map((queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] })));
      if (error === null) onDone?.(output as Output, input);
    },
  });
}
