import { texts } from '../lib/texts.ts';

export const differenceText = texts({
  gained: ['Will be allowed: {count}', 'Sarà consentito: {count}'],
  lost: ['Will no longer be allowed: {count}', 'Non sarà più consentito: {count}'],
  nothing: ['What is allowed stays the same.', 'Quello che è consentito resta uguale.'],
});
