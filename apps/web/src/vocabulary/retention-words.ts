import { texts } from '../lib/texts.ts';

export const retentionWords = texts({
  upload: ['from its latest upload', 'dall’ultimo caricamento'],
  expiry: ['from its expiry', 'dalla scadenza'],
  workflowEnd: ['from the end of its workflows', 'dalla fine delle pratiche collegate'],
});
