import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  RecipeTemplatePublished, RecipeTemplateShared, RecipeTemplateWithdrawn,
  type ChangeRecipeTemplateBody, type ImportTarget, type NewRecipeBody, type RecipeTemplateCategory, type RecipeTemplateId, type RecipeTemplateVisibility, type TenantId, type UserId,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';
import type { RecipeTemplateShare } from './recipe-template-share.entity.ts';
import { RecipeTemplateIsPrivate } from './recipe-template.errors.ts';

const RecipeTemplateSchema = defineEntity({
  name: 'RecipeTemplate',
  tableName: 'recipe_template',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    title: p.string(),
    description: p.string(),
    category: p.string().$type<RecipeTemplateCategory>(),
    tags: p.array(),
    target: p.string().$type<ImportTarget>(),
    document: p.json<NewRecipeBody>(),
    visibility: p.string().$type<RecipeTemplateVisibility>(),
    publishedByUserId: p.uuid(),
    publishedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A recipe that others may take as theirs: those of the tenant, and those of tenants it is shared with. */
export class RecipeTemplate extends RecipeTemplateSchema.class {
  static publish(by: { tenantId: string; userId: string }, described: ChangeRecipeTemplateBody, document: NewRecipeBody): RecipeTemplate {
    const template = Object.assign(new RecipeTemplate(), {
      id: newId(), tenantId: by.tenantId, ...described, target: document.target, document, publishedByUserId: by.userId, publishedAt: new Date(), version: 1,
    } satisfies RequiredEntityData<RecipeTemplate>);
    template.tellPublished();
    return template;
  }

  /** @param isShared whether another tenant may read it: what goes out is seen at home. @throws RecipeTemplateIsPrivate */
  change(described: ChangeRecipeTemplateBody, isShared: boolean): void {
    const opens = this.visibility === 'private' && described.visibility === 'tenant';
    if (described.visibility === 'private' && isShared) throw new RecipeTemplateIsPrivate();
    Object.assign(this, described);
    if (opens) this.tellPublished();
  }

  /** @throws RecipeTemplateIsPrivate */
  demandShareable(): void {
    if (this.visibility === 'private') throw new RecipeTemplateIsPrivate();
  }

  tellShared({ toTenantId, expiresAt, sharedByUserId }: RecipeTemplateShare): void {
    record(this, RecipeTemplateShared, { ...this.about(), sharedWithTenantId: toTenantId as TenantId, expiresAt: expiresAt.toISOString(), sharedByUserId: sharedByUserId as UserId });
  }

  withdraw(): void {
    if (this.visibility === 'tenant') record(this, RecipeTemplateWithdrawn, this.about());
  }

  private tellPublished(): void {
    if (this.visibility === 'tenant') record(this, RecipeTemplatePublished, { ...this.about(), publishedByUserId: this.publishedByUserId as UserId });
  }

  private about() {
    return { recipeTemplateId: this.id as RecipeTemplateId, title: this.title, category: this.category, target: this.target };
  }
}
RecipeTemplateSchema.setClass(RecipeTemplate);
