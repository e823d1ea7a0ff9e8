import { texts } from '../../lib/texts.ts';

export const productionTrendText = texts({
  chart: ['What plants yielded in the last {count} months, beside what was expected of them. The table below tells the same.', 'Quanto hanno prodotto gli impianti negli ultimi {count} mesi, accanto a quanto era atteso. La tabella sotto riporta gli stessi dati.'],
  actual: ['Produced', 'Prodotta'],
  expected: ['Expected', 'Attesa'],
  reached: ['Of what was expected', 'Su quanto atteso'],
  known: ['Plants known', 'Impianti noti'],
  knownOf: ['{known} of {all}', '{known} su {all}'],
  month: ['Month', 'Mese'],
  unknown: ['no data', 'nessun dato'],
  expectedOf: ['Expected of {count, plural, one {# plant} other {# plants}}', 'Attesa per {count, plural, one {# impianto} other {# impianti}}'],
  gaps: ['{count, plural, one {Of # month nothing is known: it is left out} other {Of # months nothing is known: they are left out}}.', '{count, plural, one {Di # mese non si sa nulla: è lasciato vuoto} other {Di # mesi non si sa nulla: sono lasciati vuoti}}.'],
  table: ['Production by month', 'Produzione per mese'],
  none: ['What your plants produce appears here month by month, as soon as meters are read or a month is entered on the page of a plant.', 'La produzione degli impianti compare qui mese per mese, appena ci sono letture dei contatori o un mese è inserito nella pagina di un impianto.'],
});
