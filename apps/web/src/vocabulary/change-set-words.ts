import { texts } from '../lib/texts.ts';

export const changeSetWords = texts({
  proposed: ['To approve', 'Da approvare'],
  applied: ['Applied', 'Applicata'],
  rejected: ['Rejected', 'Rifiutata'],
  withdrawn: ['Withdrawn', 'Ritirata'],
});
