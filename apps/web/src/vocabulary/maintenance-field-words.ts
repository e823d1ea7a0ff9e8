import { texts } from '../lib/texts.ts';

/** Fields of maintenance. */
export const maintenanceFieldWords = texts({
  title: ['What', 'Intervento'],
  type: ['Kind', 'Tipo'],
  status: ['Status', 'Stato'],
  componentId: ['Component', 'Componente'],
  plannedOn: ['Planned for', 'Pianificata per il'],
  doneOn: ['Done on', 'Eseguita il'],
  nextOn: ['Due again on', 'Da ripetere il'],
  estimatedCostEur: ['Estimated cost', 'Costo stimato'],
  actualCostEur: ['Actual cost', 'Costo effettivo'],
  executor: ['Carried out by', 'Esecutore'],
  manHours: ['Hours worked', 'Ore di lavoro'],
  anomalies: ['Anomalies', 'Anomalie'],
  correctiveActions: ['Corrective actions', 'Azioni correttive'],
});
