import type { PasskeyAssertion, PasskeyOptions } from '@kairos/contracts';
import { send } from '../lib/http.ts';

/** Has the browser prove a passkey: to sign in, as a second factor, or once more. @throws whatever the browser says when it was not used */
export async function provePasskey(): Promise<PasskeyAssertion> {
  const [{ startAuthentication }, optionsJSON] = await Promise.all([import('@simplewebauthn/browser'), send<PasskeyOptions>({ method: 'POST', path: '/identity/sessions/passkey/challenge' })]);
  const { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle } } = await startAuthentication({ optionsJSON: optionsJSON as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'] });
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) } };
}
