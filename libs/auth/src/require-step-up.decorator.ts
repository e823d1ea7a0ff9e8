import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const STEP_UP = 'kairos:step-up';

/** How long the proof of who somebody is counts as recent. */
export const stepUpLastsSeconds = 300;

/**
 * For actions that do lasting harm in the wrong hands: the caller must have proved who they are in the last five minutes, at
 * sign-in or by `POST /api/v1/identity/sessions/current/step-up`. Others get 401 `step-up-required` (RFC 9470).
 */
export function RequireStepUp(): CustomDecorator {
  return SetMetadata(STEP_UP, true);
}
