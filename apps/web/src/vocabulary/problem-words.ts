import { texts } from '../lib/texts.ts';

/** Why a cell or a row is not taken, by the code of the rule. */
export const problemWords = texts({
  'missing-value': ['The cell is empty and must not be', 'La cella è vuota ma è obbligatoria'],
  'unmapped-value': ['The value is not among those that are translated', 'Il valore non è tra quelli tradotti'],
  'invalid-number': ['Not a number', 'Non è un numero'],
  'invalid-integer': ['Not a whole number', 'Non è un numero intero'],
  'invalid-date': ['Not a date of this format', 'Non è una data in questo formato'],
  'invalid-value': ['A value that the field does not take', 'Un valore che il campo non accetta'],
  'out-of-range': ['Outside of what is allowed', 'Fuori dai limiti ammessi'],
  'too-short': ['Too short', 'Troppo corto'],
  'too-long': ['Too long', 'Troppo lungo'],
  'cell-count': ['More or fewer cells than columns', 'Numero di celle diverso dalle colonne'],
  'cell-too-long': ['The cell is too long', 'La cella è troppo lunga'],
  'duplicate-key': ['The same key stands in an earlier row', 'La stessa chiave compare in una riga precedente'],
  'invalid-encoding': ['Characters that cannot be read', 'Caratteri illeggibili'],
  'unclosed-quote': ['A quote that is never closed', 'Virgolette mai chiuse'],
  'stray-quote': ['A quote inside a cell', 'Virgolette dentro una cella'],
  'rule-broken': ['A rule of the recipe is broken', 'Una regola della ricetta non è rispettata'],
  'target-refused': ['The target refuses the row', 'La destinazione rifiuta la riga'],
  'not-permitted': ['You may not change this record', 'Non puoi modificare questo dato'],
  'plant-not-found': ['There is no such plant', 'L’impianto non esiste'],
  'workflow-not-found': ['There is no such workflow', 'La pratica non esiste'],
  'meter-not-found': ['There is no such meter', 'Il contatore non esiste'],
});
