import { texts } from '../../../lib/texts.ts';

export const monthText = texts({
  title: ['What is known of {month}', 'Dati noti di {month}'],
  hint: ['What is left empty follows from the readings and from the estimate of the plant.', 'Ciò che resta vuoto deriva dalle letture e dalla stima dell’impianto.'],
  saved: ['{month} was saved.', 'Salvato: {month}.'],
  period: ['Period', 'Periodo'],
  lastTwelve: ['Last twelve months', 'Ultimi dodici mesi'],
  enter: ['Enter what is known of {month}', 'Inserisci i dati di {month}'],
});
