import { DomainError } from '@kairos/http';

export class ServiceUnknown extends DomainError {
  constructor() {
    super('unauthenticated', 'service-unknown', 'This is no service with the right secret.', undefined, { 'www-authenticate': 'Basic realm="services"' });
  }
}

export class NoSuchImport extends DomainError {
  constructor() {
    super('forbidden', 'no-such-import', 'The right to write the rows of such an import is given to the service that runs it, for somebody who started it in person.');
  }
}
