import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { TenantStanding } from '@kairos/contracts';
import type { DomainError } from '@kairos/http';
import { CHANGES_NOTHING } from './changes-nothing.decorator.ts';
import { demandStanding } from './tenant-standing.ts';

const reading = ['GET', 'HEAD', 'OPTIONS'];

/** Why the tenant's standing forbids a request, if it does. */
export function standingRefusal(tenant: TenantStanding, context: ExecutionContext, reflector: Reflector): DomainError | undefined {
  const { method } = context.switchToHttp().getRequest<{ method?: string }>();
  const changes = !reading.includes(method ?? '') && !reflector.get<string | undefined>(CHANGES_NOTHING, context.getHandler());
  try {
    demandStanding(tenant, changes);
    return undefined;
  } catch (refusal) {
    return refusal as DomainError;
  }
}
