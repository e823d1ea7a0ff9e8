import { texts } from './texts.ts';

export const libText = texts({
  refused: ['That was refused', 'Operazione rifiutata'],
  unreachable: ['The server is not reached. Nothing was changed, as far as is known here.', 'Il server non è raggiungibile. Per quanto risulta qui, nulla è stato modificato.'],
});
