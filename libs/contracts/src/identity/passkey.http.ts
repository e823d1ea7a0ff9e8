import { z } from 'zod';
import { Instant } from '../primitives.ts';

const base64url = (most: number) => z.string().min(1).max(most).regex(/^[\w-]+$/, 'must be base64url');
const Transports = z.array(z.string().max(50)).max(10).optional();
const credential = { id: base64url(1400), rawId: base64url(1400), type: z.literal('public-key') };

/** What `navigator.credentials.create()` gives, as JSON (WebAuthn level 3). What else a browser adds is left out. */
export const PasskeyRegistration = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(4000), attestationObject: base64url(20_000), transports: Transports }),
});
export type PasskeyRegistration = z.infer<typeof PasskeyRegistration>;

/** What `navigator.credentials.get()` gives, as JSON. */
export const PasskeyAssertion = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(4000), authenticatorData: base64url(4000), signature: base64url(4000), userHandle: base64url(200).optional() }),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

/** Options for the browser's `PublicKeyCredential.parse…OptionsFromJSON()`. */
export const PasskeyOptions = z.record(z.string(), z.json());
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

const PasskeyName = z.string().trim().min(1).max(100);
export const AddPasskeyBody = z.strictObject({ name: PasskeyName, registration: PasskeyRegistration });
export type AddPasskeyBody = z.infer<typeof AddPasskeyBody>;
export const RenamePasskeyBody = z.strictObject({ name: PasskeyName });
export type RenamePasskeyBody = z.infer<typeof RenamePasskeyBody>;
export const PasskeySignInBody = z.strictObject({ assertion: PasskeyAssertion, tenant: z.string().min(1).max(200).optional() });
export type PasskeySignInBody = z.infer<typeof PasskeySignInBody>;

export const PasskeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Whether it lives on several devices, as its maker says. */
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;
export const PasskeyList = z.object({ items: z.array(PasskeyView) });
export type PasskeyList = z.infer<typeof PasskeyList>;
export const AddedPasskey = z.object({ passkeyId: z.uuid() });
export type AddedPasskey = z.infer<typeof AddedPasskey>;
export const PasskeyParams = z.object({ passkeyId: z.uuid() });
export type PasskeyParams = z.infer<typeof PasskeyParams>;
