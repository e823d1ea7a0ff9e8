import { DomainError } from '@kairos/http';

export class ServiceUnknown extends DomainError {
  constructor() {
    super('unauthenticated', 'service-unknown', 'This is no service with the right secret.', undefined, { 'www-authenticate': 'Basic realm="services"' });
  }
}
