import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { SaveViewBody } from '@kairos/contracts';
import { SavedView } from './saved-view.entity.ts';
import { SavedViews } from './saved-views.repository.ts';

@Injectable()
export class SaveViewHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly views: SavedViews,
  ) {}

  @Transactional()
  async execute(command: SaveViewBody, actor: Actor): Promise<string> {
    await this.views.demandRoom(command.name, actor.userId);
    const view = SavedView.save(command, { tenantId: actor.tenantId, ownerId: actor.userId });
    this.em.persist(view);
    return view.id;
  }
}
