import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const PUBLIC = 'kairos:public';

/** A route without sign-in; the reason is shown by the route-coverage test. */
export function Public(reason: string): CustomDecorator {
  return SetMetadata(PUBLIC, reason);
}
