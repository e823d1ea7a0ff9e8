import { DomainError, NotFound } from '@kairos/http';

export class SavedViewNotFound extends NotFound {
  constructor() {
    super('view');
  }
}

export class SavedViewNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'saved-view-name-taken', `You have a view named ${name} already.`, [{ pointer: '/name', detail: 'is the name of another view of yours' }]);
  }
}

export class TooManySavedViews extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-saved-views', `You have ${most} views, which is as many as one may keep: remove one first.`);
  }
}
