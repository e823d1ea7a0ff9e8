import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const CHANGES_NOTHING = 'kairos:changes-nothing';

/** For a POST that only asks, computes or exports: a tenant that is read-only may use it. */
export function ChangesNothing(reason: string): CustomDecorator {
  return SetMetadata(CHANGES_NOTHING, reason);
}
