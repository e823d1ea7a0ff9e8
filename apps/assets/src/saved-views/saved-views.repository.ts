import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { SavedView } from './saved-view.entity.ts';
import { SavedViewNameTaken, SavedViewNotFound, TooManySavedViews } from './saved-view.errors.ts';

const mostOfOne = 200;

@Injectable()
export class SavedViews {
  constructor(private readonly em: EntityManager) {}

  /** A view that its owner may change. Those of others, shared ones too, are nothing to change. */
  async own(savedViewId: string, actor: Actor): Promise<SavedView> {
    const view = await this.em.findOne(SavedView, { id: savedViewId, ownerId: actor.userId });
    if (!view) throw new SavedViewNotFound();
    return view;
  }

  /** @throws SavedViewNameTaken, TooManySavedViews */
  async demandRoom(name: string, ownerId: string, except?: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 70))', [ownerId]);
    const [{ taken, count } = { taken: false, count: 0 }] = await this.em.execute<{ taken: boolean; count: number }[]>(
      'select coalesce(bool_or(lower(name) = lower(?)), false) as taken, count(*)::int as count from saved_view where owner_id = ? and id is distinct from ?::uuid', [name, ownerId, except ?? null]);
    if (taken) throw new SavedViewNameTaken(name);
    if (except === undefined && count >= mostOfOne) throw new TooManySavedViews(mostOfOne);
  }
}
