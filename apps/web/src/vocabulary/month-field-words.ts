import { texts } from '../lib/texts.ts';

/** What is entered for a month of a plant, and how. */
export const monthFieldWords = texts({
  expectedKwh: ['Expected energy (kWh)', 'Energia attesa (kWh)'],
  actualKwh: ['Actual energy (kWh)', 'Energia effettiva (kWh)'],
  irradiationKwhPerM2: ['Irradiation (kWh/m²)', 'Irraggiamento (kWh/m²)'],
  meanTemperatureC: ['Mean temperature (°C)', 'Temperatura media (°C)'],
  unavailableHours: ['Hours unavailable', 'Ore di indisponibilità'],
  revenueEur: ['Revenue (€)', 'Ricavi (€)'],
  incentivesEur: ['Incentives (€)', 'Incentivi (€)'],
});
