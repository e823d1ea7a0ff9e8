import { texts } from './texts.ts';

/** What is wrong with a value that is typed in, by what the check of the API finds. */
export const issueText = texts({
  required: ['Needed', 'Obbligatorio'],
  choose: ['Choose one of the list', 'Scegli un valore dell’elenco'],
  shortest: ['At least {least, plural, one {# character} other {# characters}}', 'Almeno {least, plural, one {# carattere} other {# caratteri}}'],
  longest: ['At most {most, plural, one {# character} other {# characters}}', 'Al massimo {most, plural, one {# carattere} other {# caratteri}}'],
  fewest: ['Not below {least}', 'Non meno di {least}'],
  highest: ['Not above {most}', 'Non più di {most}'],
  most: ['At most {most}', 'Al massimo {most}'],
  notANumber: ['Must be a whole number', 'Deve essere un numero intero'],
  notADay: ['Must be a day of the calendar', 'Deve essere una data valida'],
  'must be a number of kilowatts with at most 3 decimals, such as 998.5': ['Kilowatts with at most 3 decimals, such as 998.5', 'Chilowatt con al massimo 3 decimali, ad esempio 998,5'],
  'must be above zero': ['Must be above zero', 'Deve essere maggiore di zero'],
  'must be decimal degrees such as 41.902782': ['Decimal degrees such as 41.902782', 'Gradi decimali, ad esempio 41,902782'],
  'must lie between -90 and 90': ['Must lie between -90 and 90', 'Deve essere compreso tra -90 e 90'],
  'must lie between -180 and 180': ['Must lie between -180 and 180', 'Deve essere compreso tra -180 e 180'],
  'must lie between 1880 and 2100': ['Must lie between 1880 and 2100', 'Deve essere compreso tra 1880 e 2100'],
  'must be the year of commissionedOn': ['Must be the year of the day of commissioning', 'Deve essere l’anno della data di entrata in esercizio'],
  'must be the two-letter code of a province, such as MI': ['Two letters of a province, such as MI', 'Sigla di due lettere, ad esempio MI'],
  'must be an IANA time zone such as Europe/Rome': ['A time zone such as Europe/Rome', 'Un fuso orario, ad esempio Europe/Rome'],
  noProvince: ['None of the provinces of Italy', 'Non è una provincia italiana'],
  otherRegion: ['Does not lie in this region', 'Non si trova in questa regione'],
  pod: ['IT, 3 digits, E and 8 digits, in capitals and without spaces', 'IT, 3 cifre, E e 8 cifre, in maiuscolo e senza spazi'],
});
