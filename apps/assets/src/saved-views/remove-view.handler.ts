import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { SavedViews } from './saved-views.repository.ts';

@Injectable()
export class RemoveViewHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly views: SavedViews,
  ) {}

  @Transactional()
  async execute(savedViewId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const view = await this.views.own(savedViewId, actor);
    expectVersion(view.version, expectedVersion);
    this.em.remove(view);
  }
}
