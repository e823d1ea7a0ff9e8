import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ShareRecipeTemplateBody } from '@kairos/contracts';
import { OwnRecipeTemplates } from './own-recipe-templates.repository.ts';
import { RecipeTemplateShare } from './recipe-template-share.entity.ts';
import { TooManyRecipeTemplateShares } from './recipe-template.errors.ts';

const mostOfTemplate = 100;

/** Lets another tenant read a template for a while; done again, it moves the end. It goes the same way whether or not there is such a tenant. */
@Injectable()
export class ShareRecipeTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: OwnRecipeTemplates,
  ) {}

  /** @returns the id of the share */
  @Transactional()
  async execute(recipeTemplateId: string, { tenantId: toTenantId, expiresAt }: ShareRecipeTemplateBody, actor: Actor): Promise<string> {
    const template = await this.templates.take(recipeTemplateId, actor);
    template.demandShareable();
    const [now, until] = [new Date(), new Date(expiresAt)];
    const shares = await this.em.find(RecipeTemplateShare, { recipeTemplateId });
    const live = shares.filter((share) => share.expiresAt > now && share.toTenantId !== toTenantId);
    if (live.length >= mostOfTemplate) throw new TooManyRecipeTemplateShares(mostOfTemplate);
    for (const share of shares) if (share.expiresAt <= now && share.toTenantId !== toTenantId) this.em.remove(share);
    const known = shares.find((share) => share.toTenantId === toTenantId);
    const share = known ?? RecipeTemplateShare.grant(actor, recipeTemplateId, { toTenantId, expiresAt: until }, now);
    if (known) known.renew(actor, until, now);
    else this.em.persist(share);
    template.tellShared(share);
    return share.id;
  }
}
