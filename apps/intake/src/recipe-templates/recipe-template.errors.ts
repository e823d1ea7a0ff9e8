import { DomainError, NotFound } from '@kairos/http';

export class RecipeTemplateNotFound extends NotFound {
  constructor() {
    super('recipe-template');
  }
}

export class RecipeTemplateShareNotFound extends NotFound {
  constructor() {
    super('recipe-template-share');
  }
}

export class TooManyRecipeTemplates extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-recipe-templates', `A tenant has at most ${most} templates.`);
  }
}

export class TooManyRecipeTemplateShares extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-recipe-template-shares', `A template is shared with at most ${most} tenants.`);
  }
}

export class RecipeTemplateIsPrivate extends DomainError {
  constructor() {
    super('conflict', 'recipe-template-is-private', 'What other tenants may read, everybody of this one sees: a private template is not shared, and a shared one does not become private.');
  }
}

export class ShareTimeNotAllowed extends DomainError {
  constructor() {
    super('unprocessable', 'share-time-not-allowed', 'A share ends in the future, within a year.', [{ pointer: '/expiresAt', detail: 'is over, or too far away' }]);
  }
}

export class SharedWithOneself extends DomainError {
  constructor() {
    super('unprocessable', 'shared-with-oneself', 'The template is seen in this tenant already.', [{ pointer: '/tenantId', detail: 'is this tenant' }]);
  }
}
