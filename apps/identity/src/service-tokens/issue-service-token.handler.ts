import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { demandsStepUp, type ServiceTarget, type ServiceToken, type ServiceTokenBody } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { MembershipNotFound } from '../access/access.errors.ts';
import { ApiKey } from '../api-keys/api-key.entity.ts';
import { AccessTokens, jobSessionOf } from '../keys/access-tokens.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { NoSuchImport } from './service-token.errors.ts';

/** The service that runs imports. */
const importer = 'intake';

/** Lets a service finish a user's work after the user has gone: in their name, with their rights of that moment. */
@Injectable()
export class IssueServiceTokenHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly tokens: AccessTokens,
  ) {}

  async execute({ membershipId, apiKeyId, importing }: ServiceTokenBody, service: string): Promise<ServiceToken> {
    if (importing) demandImporter(importing.target, service, apiKeyId);
    const tenantId = await this.accounts.tenantOfMembership(membershipId);
    const membership = tenantId ? await runAsTenant(this.em, tenantId, () => this.em.findOne(Membership, membershipId)) : null;
    if (!tenantId || !membership?.active) throw new MembershipNotFound();
    // Work that a key began goes on with the key's rights, and ends with it.
    const key = apiKeyId ? await runAsTenant(this.em, tenantId, () => this.em.findOne(ApiKey, { id: apiKeyId, membershipId })) : undefined;
    if (apiKeyId && !key?.isLive(new Date())) throw new MembershipNotFound();
    const { accessToken, expiresAt } = this.tokens.sign({ membership, session: { id: jobSessionOf(membership.id) }, ...(key ? { apiKey: key } : {}), actingService: service, ...(importing ? { importing } : {}) });
    return { accessToken, expiresAt: expiresAt.toISOString() };
  }
}

/** Imports run in one service, which asks for the proof; no key starts one that needs it. */
function demandImporter(target: ServiceTarget, service: string, apiKeyId: string | undefined): void {
  if (service !== importer || apiKeyId !== undefined || !demandsStepUp(target)) throw new NoSuchImport();
}
