import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { AddedPasskey, AddPasskeyBody, PasskeyOptions } from '@kairos/contracts';
import { asMfaCommand } from '../mfa/as-mfa-command.ts';
import { MfaPolicyQueries } from '../mfa/mfa-policy.queries.ts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { OnlyInPerson, UserNotFound } from '../users/user.errors.ts';
import { PasskeyIsKnown, PasskeyNotFound, TooManyPasskeys } from './passkey.errors.ts';
import { PasskeysRepository } from './passkeys.repository.ts';
import { Passkeys } from './passkeys.ts';

const most = 20;

/** The caller's own passkeys: made in two steps, renamed, removed. */
@Injectable()
export class ManagePasskeysHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly passkeys: Passkeys,
    private readonly repository: PasskeysRepository,
    private readonly accounts: AccountsRepository,
    private readonly factors: SecondFactors,
    private readonly policy: MfaPolicyQueries,
  ) {}

  async begin({ userId, actingService }: Actor): Promise<PasskeyOptions> {
    if (actingService) throw new OnlyInPerson();
    const credential = await this.accounts.credential(userId);
    if (!credential) throw new UserNotFound();
    return this.passkeys.askToRegister({ userId, email: credential.email });
  }

  async add({ name, registration }: AddPasskeyBody, { userId, actingService }: Actor): Promise<AddedPasskey> {
    if (actingService) throw new OnlyInPerson();
    if ((await this.repository.of(userId)).length >= most) throw new TooManyPasskeys(most);
    const { credential, credentialDeviceType } = await this.passkeys.registered(userId, registration);
    const id = newId();
    const { id: credentialId, counter, transports = [] } = credential;
    const publicKey = Buffer.from(credential.publicKey).toString('base64url');
    await asMfaCommand(this.em, { action: 'identity.passkey.add', resourceType: 'Passkey', userId }, async () => {
      if (!(await this.repository.add({ id, userId, credentialId, publicKey, counter, transports, synced: credentialDeviceType === 'multiDevice', name }))) throw new PasskeyIsKnown();
    });
    return { passkeyId: id };
  }

  async rename(id: string, name: string, { userId, actingService }: Actor): Promise<void> {
    if (actingService) throw new OnlyInPerson();
    await asMfaCommand(this.em, { action: 'identity.passkey.rename', resourceType: 'Passkey', userId }, async () => {
      if (!(await this.repository.rename(userId, id, name))) throw new PasskeyNotFound();
    });
  }

  async remove(id: string, { userId, membershipId, actingService }: Actor): Promise<void> {
    if (actingService) throw new OnlyInPerson();
    const mustKeepOne = await this.policy.appliesTo(membershipId);
    await asMfaCommand(this.em, { action: 'identity.passkey.remove', resourceType: 'Passkey', userId }, async () => {
      if (!(await this.repository.remove(userId, id))) throw new PasskeyNotFound();
      await this.factors.demandEnoughLeft(userId, mustKeepOne);
    });
  }
}
