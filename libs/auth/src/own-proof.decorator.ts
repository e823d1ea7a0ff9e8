import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const OWN_PROOF = 'kairos:own-proof';

/**
 * For what leads into other tenants, or changes how a person proves who they are in all of them: closed to a session that rests on the
 * word of an identity provider, which one tenant chose and which counts in that tenant alone.
 */
export function OwnProof(): CustomDecorator {
  return SetMetadata(OWN_PROOF, true);
}
