import { NotFound } from '@kairos/http';

export class NotificationNotFound extends NotFound {
  constructor() {
    super('notification');
  }
}
