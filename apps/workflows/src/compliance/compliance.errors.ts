import { DomainError } from '@kairos/http';

export class CompliedInTheFuture extends DomainError {
  constructor(doneOn: string, today: string) {
    super('unprocessable', 'complied-in-the-future', `${doneOn} lies after today, ${today}.`, [{ pointer: '/doneOn', detail: 'must not lie in the future' }]);
  }
}

export class CustomItemNeedsTitle extends DomainError {
  constructor() {
    super('unprocessable', 'custom-item-needs-title', 'An item of your own needs a title.', [{ pointer: '/title', detail: 'is needed for a custom item' }]);
  }
}
