import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const OPEN_TO_API_KEYS = 'kairos:open-to-api-keys';
export const IN_PERSON = 'kairos:in-person';

/** An `own-account` route that an API key may call too: it only tells what the key itself may do. */
export function OpenToApiKeys(): CustomDecorator {
  return SetMetadata(OPEN_TO_API_KEYS, true);
}

/** A route for somebody who signed in, and for no key or service in their name, whatever permissions those have. */
export function InPerson(): CustomDecorator {
  return SetMetadata(IN_PERSON, true);
}
