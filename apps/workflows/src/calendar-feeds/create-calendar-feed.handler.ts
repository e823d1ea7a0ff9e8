import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, reachesPlant, type Actor } from '@kairos/auth';
import type { CreateCalendarFeedBody } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { CalendarFeed } from './calendar-feed.entity.ts';
import { TenantCalendarNeedsAllPlants } from './calendar-feeds.errors.ts';
import { feedSecretBytes, feedTokenOf } from './feed-token.calc.ts';

/** Makes a feed and the token by which it is fetched; the token is kept nowhere. */
@Injectable()
export class CreateCalendarFeedHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
  ) {}

  @Transactional()
  async execute(body: CreateCalendarFeedBody, actor: Actor): Promise<{ feedId: string; token: string }> {
    if (body.scope === 'tenant' && plantScope(actor) !== null) throw new TenantCalendarNeedsAllPlants();
    if (body.plantId) await this.demandPlant(body.plantId, actor);
    const token = feedTokenOf(actor.tenantId, randomBytes(feedSecretBytes));
    const feed = CalendarFeed.create(actor, body, createHash('sha256').update(token).digest('hex'));
    await this.em.persist(feed).flush();
    return { feedId: feed.id, token };
  }

  private async demandPlant(plantId: string, actor: Actor): Promise<void> {
    const plant = reachesPlant(actor, plantId) ? await this.facts.find(plantId) : undefined;
    if (!plant || plant.deleted) throw new NotFound('plant');
  }
}
