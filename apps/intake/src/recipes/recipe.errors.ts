import type { RecipeFinding } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class RecipeNotFound extends NotFound {
  constructor() {
    super('recipe');
  }
}

export class RecipeNameReserved extends DomainError {
  constructor(name: string) {
    super('conflict', 'recipe-name-reserved', `The recipe ${name} comes with the product. Publish yours under another name.`, [
      { pointer: '/name', detail: 'is the name of a shipped recipe' },
    ]);
  }
}

export class RecipeNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'recipe-name-taken', `There is a recipe ${name} already. Give the new one another name.`, [{ pointer: '/name', detail: 'is taken' }]);
  }
}

export class RecipeNotSound extends DomainError {
  constructor(findings: readonly RecipeFinding[]) {
    super('unprocessable', 'recipe-not-sound', 'The recipe would not work as it stands.', findings.map(({ code, pointer, detail }) => ({ pointer, detail, code })));
  }
}
