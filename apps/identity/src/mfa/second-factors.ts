import { Injectable } from '@nestjs/common';
import type { AuthenticationMethod, PasskeyAssertion, SecondFactorProof, SecondFactorRequired } from '@kairos/contracts';
import { SecretBox } from '@kairos/service-kit';
import { PasskeysRepository } from '../passkeys/passkeys.repository.ts';
import { Passkeys } from '../passkeys/passkeys.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { minimumPasswordLength } from '../users/password.calc.ts';
import { CodeWasUsed, PasswordNeedsSecondFactor, ProofRefused, SecondFactorIsRequired } from './mfa.errors.ts';
import { recoveryCodeDigest } from './recovery-codes.calc.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';
import { stepOf } from './totp.calc.ts';

/** Asks for and checks what a person holds. Attempts are counted by whoever asks. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly repository: SecondFactorsRepository,
    private readonly box: SecretBox,
    private readonly passkeys: Passkeys,
    private readonly ownPasskeys: PasskeysRepository,
    private readonly accounts: AccountsRepository,
  ) {}

  /** The ways in which the person can prove a second factor; none when they have none. */
  async of(userId: string): Promise<SecondFactorRequired['factors']> {
    const totp = await this.repository.totp(userId);
    const byCode: SecondFactorRequired['factors'] = !totp?.confirmed ? [] : (await this.repository.recoveryCodesLeft(userId)) > 0 ? ['totp', 'recovery-code'] : ['totp'];
    return (await this.ownPasskeys.of(userId)).length > 0 ? [...byCode, 'passkey'] : byCode;
  }

  /**
   * Stops the removal of a second factor, in whose transaction it runs, that would leave less than is asked for. Two removals at once
   * take turns here, so that each sees what the other leaves.
   *
   * @throws SecondFactorIsRequired where the tenant asks for one, PasswordNeedsSecondFactor where the password is too short to stand alone
   */
  async demandEnoughLeft(userId: string, mustKeepOne: boolean): Promise<void> {
    const { present, needed } = await this.accounts.holdSecondFactors(userId);
    if (present) return;
    if (mustKeepOne) throw new SecondFactorIsRequired();
    if (needed) throw new PasswordNeedsSecondFactor(minimumPasswordLength({}));
  }

  /**
   * Takes a proof, which then counts for nothing else.
   *
   * @param at where it stands in the request, to say what is not right
   * @returns what was proved
   */
  async take(userId: string, proof: SecondFactorProof, at = ''): Promise<AuthenticationMethod[]> {
    if ('passkey' in proof) return this.takePasskey(userId, proof.passkey, `${at}/passkey`);
    if ('code' in proof) await this.takeCode(userId, proof.code, { pointer: `${at}/code`, confirming: false });
    else if (!(await this.repository.takeRecoveryCode(userId, recoveryCodeDigest(proof.recoveryCode)))) throw new ProofRefused(`${at}/recoveryCode`);
    return ['otp'];
  }

  private async takePasskey(userId: string, assertion: PasskeyAssertion, pointer: string): Promise<AuthenticationMethod[]> {
    const proved = await this.passkeys.take(assertion);
    if (proved.userId !== userId) throw new ProofRefused(pointer);
    return proved.methods;
  }

  /** @param confirming whether it is the first code of a new secret */
  async takeCode(userId: string, code: string, { pointer, confirming }: { pointer: string; confirming: boolean }): Promise<void> {
    const totp = await this.repository.totp(userId);
    if (!totp || totp.confirmed === confirming) throw new ProofRefused(pointer);
    const step = stepOf(code, this.box.open(totp.sealedSecret, purposeFor(userId)), new Date());
    if (step === undefined) throw new ProofRefused(pointer);
    if (!(await this.repository.takeStep(userId, totp.sealedSecret, step, confirming))) throw new CodeWasUsed(pointer);
  }

  seal(userId: string, secret: string): string {
    return this.box.seal(secret, purposeFor(userId));
  }
}

function purposeFor(userId: string): string {
  return `totp:${userId}`;
}
