import { defineImportTarget } from '../intake/import-target.ts';
import { RegisterPlantBody } from './plant.http.ts';

export const plantsTarget = defineImportTarget({
  service: 'assets',
  title: 'Plants',
  body: RegisterPlantBody,
  naturalKey: ['code'],
  batches: { path: '/api/v1/assets/plants/batches', permission: 'assets.plant.import' },
  reconciliation: { path: '/api/v1/assets/plants/match', permission: 'assets.plant.read' },
  undoes: true,
});
