import { DomainError } from '@kairos/http';

export class TenantCalendarNeedsAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'tenant-calendar-needs-all-plants', 'A calendar of the tenant is for who reaches all its plants; yours reaches the plants that you do.');
  }
}
