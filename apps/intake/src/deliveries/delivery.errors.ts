import type { DeliveryStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class DeliveryNotFound extends NotFound {
  constructor() {
    super('delivery');
  }
}

export class DeliveryStillPending extends DomainError {
  constructor() {
    super('conflict', 'delivery-still-pending', 'The delivery waits to be sent already.');
  }
}

export class DeliverySuperseded extends DomainError {
  constructor() {
    super('conflict', 'delivery-superseded', 'A newer state of its record is delivered instead: sent again, it would undo that.');
  }
}

export class DeliveryIsOver extends DomainError {
  constructor(status: DeliveryStatus) {
    super('conflict', 'delivery-is-over', `The delivery is ${status} and cannot be given up.`);
  }
}
