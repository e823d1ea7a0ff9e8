import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RefusedSignInInterceptor } from './refused-sign-in.interceptor.ts';
import type { Tried } from './refused-sign-ins.repository.ts';

export const TRIED = 'kairos:tried-to-sign-in';
export type TriedIn = (request: FastifyRequest) => Tried | undefined;

/** For routes that open a session: what they refuse stands in the audit trail of whom it concerns. */
export function RecordsRefusedSignIn(tried: TriedIn): MethodDecorator {
  return applyDecorators(SetMetadata(TRIED, tried), UseInterceptors(RefusedSignInInterceptor));
}
