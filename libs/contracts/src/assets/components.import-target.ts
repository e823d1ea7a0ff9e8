import { z } from 'zod';
import { defineImportTarget } from '../intake/import-target.ts';
import { componentFacts } from './component.http.ts';
import { ComponentKind } from './component.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** One component as a file tells of it: what the row does not name is left as it is. */
export const ImportedComponentBody = z.strictObject({
  plantCode: text(50),
  code: text(50),
  kind: ComponentKind,
  /** The code of the component it is a part of, in the plant already or by another row of the chunk or one before. */
  parentCode: text(50).nullish(),
  ...componentFacts,
});
export type ImportedComponentBody = z.infer<typeof ImportedComponentBody>;

export const componentsTarget = defineImportTarget({
  service: 'assets',
  title: 'Components of plants',
  body: ImportedComponentBody,
  naturalKey: ['plantCode', 'code'],
  batches: { path: '/api/v1/assets/components/batches', permission: 'assets.component.manage' },
  reconciliation: { path: '/api/v1/assets/plants/match', permission: 'assets.plant.read' },
  undoes: true,
  inTurn: true,
});
