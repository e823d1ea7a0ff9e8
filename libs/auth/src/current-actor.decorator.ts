import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from './actor.ts';

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { user } = context.switchToHttp().getRequest<{ user?: Actor }>();
  if (!user) throw new Error('A public route has no actor.');
  return user;
});
