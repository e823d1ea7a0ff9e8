import { DomainError } from '@kairos/http';

export class UnknownSourceFile extends DomainError {
  constructor() {
    super('unprocessable', 'source-file-not-found', 'No such file.', [{ pointer: '/sourceFileId', detail: 'names no source file' }]);
  }
}

export class UnknownRecipe extends DomainError {
  constructor() {
    super('unprocessable', 'recipe-not-found', 'No such recipe.', [{ pointer: '/recipe', detail: 'names no recipe, or no such version of it' }]);
  }
}
