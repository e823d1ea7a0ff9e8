import { DomainError } from '@kairos/http';

/** How long documents are kept is the tenant's: whoever reaches a list of plants alone does not say it. */
export class RetentionNeedsAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'retention-needs-all-plants', 'How long documents are kept is said by whoever sees all plants.');
  }
}
