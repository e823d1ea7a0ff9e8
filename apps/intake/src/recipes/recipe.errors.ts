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
