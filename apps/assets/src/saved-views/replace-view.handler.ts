import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { SaveViewBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { SavedViews } from './saved-views.repository.ts';

@Injectable()
export class ReplaceViewHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly views: SavedViews,
  ) {}

  @Transactional()
  async execute(savedViewId: string, command: SaveViewBody, expectedVersion: number, actor: Actor): Promise<void> {
    const view = await this.views.own(savedViewId, actor);
    expectVersion(view.version, expectedVersion);
    await this.views.demandRoom(command.name, actor.userId, savedViewId);
    view.replace(command);
  }
}
