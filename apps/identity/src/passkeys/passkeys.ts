import { Injectable } from '@nestjs/common';
import type { VerifiedAuthenticationResponse, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationMethod, PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@kairos/contracts';
import { PasskeyOrigin } from './passkey-origin.ts';
import { PasskeyRefused } from './passkey.errors.ts';
import { PasskeysRepository } from './passkeys.repository.ts';

type Person = { userId: string; email: string };
export type Proved = { userId: string; methods: AuthenticationMethod[]; passwordChangeRequired: boolean };
/** Keys on elliptic curves and RSA, as authenticators make them: EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257];
/** Loaded by whoever first uses a passkey: its parsers of certificates are a sixth of what identity would load at its start. */
const webAuthn = () => import('@simplewebauthn/server');

/** What authenticators are asked and what they answer (WebAuthn level 3). */
@Injectable()
export class Passkeys {
  constructor(
    private readonly repository: PasskeysRepository,
    private readonly where: PasskeyOrigin,
  ) {}

  /** A discoverable passkey that checks who uses it, by a finger, a face or a PIN: two factors in one. */
  async askToRegister({ userId, email }: Person): Promise<PasskeyOptions> {
    const known = await this.repository.of(userId);
    const { generateRegistrationOptions } = await webAuthn();
    const options = await generateRegistrationOptions({
      rpName: 'Kairos', rpID: this.where.rpId, userName: email, userID: new TextEncoder().encode(userId), attestationType: 'none', supportedAlgorithmIDs: algorithms,
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.repository.beginChallenge(options.challenge, userId);
    return options as unknown as PasskeyOptions;
  }

  /** @throws PasskeyRefused for any answer but one to a challenge of this user, from our address */
  async registered(userId: string, { response, ...credential }: PasskeyRegistration): Promise<NonNullable<VerifiedRegistrationResponse['registrationInfo']>> {
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const { verifyRegistrationResponse } = await webAuthn();
    const { registrationInfo } = await refusing(() =>
      verifyRegistrationResponse({
        response: { ...credential, response: { clientDataJSON, attestationObject, transports }, clientExtensionResults: {} },
        expectedChallenge: (challenge) => this.repository.takeChallenge(challenge, userId),
        expectedOrigin: this.where.origin, expectedRPID: this.where.rpId, requireUserVerification: true, supportedAlgorithmIDs: algorithms,
      }),
    );
    if (!registrationInfo) throw new PasskeyRefused();
    return registrationInfo;
  }

  /** Asks whoever has a passkey for this address: nobody says who they are first. */
  async askToProve(): Promise<PasskeyOptions> {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({ rpID: this.where.rpId, userVerification: 'required' });
    await this.repository.beginChallenge(options.challenge, null);
    return options as unknown as PasskeyOptions;
  }

  /** Takes a proof, which then counts for nothing else. @throws PasskeyRefused also when the authenticator was copied */
  async take({ response, ...credential }: PasskeyAssertion): Promise<Proved> {
    const stored = await this.repository.byCredential(credential.id);
    const known = { id: credential.id, publicKey: new Uint8Array(Buffer.from(stored?.publicKey ?? '', 'base64url')), counter: stored?.counter ?? 0, transports: stored?.transports ?? [] };
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    const { verifyAuthenticationResponse } = await webAuthn();
    const { verified, authenticationInfo } = await refusing<VerifiedAuthenticationResponse>(() =>
      verifyAuthenticationResponse({
        response: { ...credential, response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) }, clientExtensionResults: {} },
        expectedChallenge: (challenge) => this.repository.takeChallenge(challenge, null),
        expectedOrigin: this.where.origin, expectedRPID: this.where.rpId, credential: known, requireUserVerification: true,
      }),
    );
    if (!stored || !verified || !isOf(stored.userId, userHandle)) throw new PasskeyRefused();
    if (!(await this.repository.takeUse(credential.id, authenticationInfo.newCounter))) throw new PasskeyRefused();
    const { userId, passwordChangeRequired } = stored;
    return { userId, passwordChangeRequired, methods: [authenticationInfo.credentialDeviceType === 'multiDevice' ? 'swk' : 'hwk', 'mfa'] };
  }
}

/** The authenticator may say whose passkey it is; then it must be theirs. */
function isOf(userId: string, userHandle: string | undefined): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString('utf8') === userId;
}

/** The library says what is wrong by throwing plain errors, in words for developers; the database’s carry a code and are no fault of the passkey. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.name !== 'Error') throw error;
    throw new PasskeyRefused();
  }
}
