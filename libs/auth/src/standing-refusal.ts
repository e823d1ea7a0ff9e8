import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { TenantStanding } from '@kairos/contracts';
import type { DomainError } from '@kairos/http';
import { CHANGES_NOTHING } from './changes-nothing.decorator.ts';
import { demandStanding } from './tenant-standing.ts';

const reading = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request would change something of its tenant. */
export function changesSomething(context: ExecutionContext, reflector: Reflector): boolean {
  const { method } = context.switchToHttp().getRequest<{ method?: string }>();
  return !reading.includes(method ?? '') && !reflector.get<string | undefined>(CHANGES_NOTHING, context.getHandler());
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
