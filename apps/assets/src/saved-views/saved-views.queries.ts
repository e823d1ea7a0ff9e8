import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { SavedView, SavedViewList } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { SavedViewNotFound } from './saved-view.errors.ts';

type Row = Omit<SavedView, 'ownerId' | 'own' | 'createdAt' | 'updatedAt'> & { owner_id: SavedView['ownerId']; created_at: string; updated_at: string };

@Injectable()
export class SavedViewsQueries {
  constructor(private readonly em: EntityManager) {}

  /** One's own first, then those that are shared, each by name. */
  async list(actor: Actor): Promise<SavedViewList> {
    return { items: (await this.rows(actor, null)).map((row) => toView(row, actor)) };
  }

  async read(savedViewId: string, actor: Actor): Promise<SavedView> {
    const [row] = await this.rows(actor, savedViewId);
    if (!row) throw new SavedViewNotFound();
    return toView(row, actor);
  }

  private rows({ userId }: Actor, savedViewId: string | null): Promise<Row[]> {
    return tenantQuery<Row>(
      this.em,
      `select id, owner_id, name, shared, filters, sort, columns, version, created_at, updated_at from saved_view
       where (owner_id = $1 or shared) and ($2::uuid is null or id = $2) order by owner_id <> $1, lower(name), id limit 2000`,
      [userId, savedViewId],
    );
  }
}

function toView({ owner_id: ownerId, created_at, updated_at, ...view }: Row, { userId }: Actor): SavedView {
  return { ...view, ownerId, own: ownerId === userId, createdAt: toInstant(created_at), updatedAt: toInstant(updated_at) };
}
