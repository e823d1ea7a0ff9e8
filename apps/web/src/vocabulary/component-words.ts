import { texts } from '../lib/texts.ts';

export const componentWords = texts({
  array: ['Array', 'Campo fotovoltaico'],
  inverter: ['Inverter', 'Inverter'],
  turbine: ['Turbine', 'Turbina'],
  switchgear: ['Switchgear', 'Quadro elettrico'],
  meter: ['Meter', 'Contatore'],
  other: ['Other', 'Altro'],
});
