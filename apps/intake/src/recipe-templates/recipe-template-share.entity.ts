import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { ShareTimeNotAllowed, SharedWithOneself } from './recipe-template.errors.ts';

/** A share is looked at again once a year. */
const longestShareMs = 366 * 86_400_000;

const RecipeTemplateShareSchema = defineEntity({
  name: 'RecipeTemplateShare',
  tableName: 'recipe_template_share',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    recipeTemplateId: p.uuid(),
    toTenantId: p.uuid(),
    expiresAt: p.datetime(),
    sharedByUserId: p.uuid(),
    sharedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type Terms = { toTenantId: string; expiresAt: Date };

/** That one other tenant may read a template for a while. */
export class RecipeTemplateShare extends RecipeTemplateShareSchema.class {
  /** @throws SharedWithOneself, ShareTimeNotAllowed */
  static grant(by: { tenantId: string; userId: string }, recipeTemplateId: string, { toTenantId, expiresAt }: Terms, now: Date): RecipeTemplateShare {
    if (toTenantId === by.tenantId) throw new SharedWithOneself();
    demandTime(expiresAt, now);
    return Object.assign(new RecipeTemplateShare(), {
      id: newId(), tenantId: by.tenantId, recipeTemplateId, toTenantId, expiresAt, sharedByUserId: by.userId, sharedAt: now, version: 1,
    } satisfies RequiredEntityData<RecipeTemplateShare>);
  }

  /** Moves its end. @throws ShareTimeNotAllowed */
  renew(by: { userId: string }, expiresAt: Date, now: Date): void {
    demandTime(expiresAt, now);
    Object.assign(this, { expiresAt, sharedByUserId: by.userId, sharedAt: now });
  }
}
RecipeTemplateShareSchema.setClass(RecipeTemplateShare);

function demandTime(expiresAt: Date, now: Date): void {
  const lasts = expiresAt.getTime() - now.getTime();
  if (!(lasts > 0 && lasts <= longestShareMs)) throw new ShareTimeNotAllowed();
}
