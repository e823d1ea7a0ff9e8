import type { TenantStanding } from '@kairos/contracts';
import type { DomainError } from '@kairos/http';
import { demandStanding } from './tenant-standing.ts';

const reading: (string | undefined)[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request by this method changes something of its tenant. */
export function changesByMethod(method: string | undefined): boolean {
  return !reading.includes(method);
}

/** Why the tenant's standing forbids a request, if it does. */
export function standingRefusal(tenant: TenantStanding, changes: boolean): DomainError | undefined {
  try {
    demandStanding(tenant, changes);
    return undefined;
  } catch (refusal) {
    return refusal as DomainError;
  }
}
