import { defineEntity, p } from '@mikro-orm/core';
import type { SaveViewBody } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';

const SavedViewSchema = defineEntity({
  name: 'SavedView',
  tableName: 'saved_view',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    ownerId: p.uuid(),
    name: p.string(),
    shared: p.boolean(),
    filters: p.json<SaveViewBody['filters']>(),
    sort: p.string(),
    columns: p.array(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** How somebody looks at the portfolio: for themselves, or for everybody of the tenant. */
export class SavedView extends SavedViewSchema.class {
  static save(body: SaveViewBody, owner: { tenantId: string; ownerId: string }): SavedView {
    const now = new Date();
    return Object.assign(new SavedView(), { id: newId(), ...owner, ...body, version: 1, createdAt: now, updatedAt: now });
  }

  replace(body: SaveViewBody): void {
    Object.assign(this, body, { updatedAt: new Date() });
  }
}
SavedViewSchema.setClass(SavedView);
