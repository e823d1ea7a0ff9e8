import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { SecretBox } from '@kairos/service-kit';
import { Session } from '../sessions/session.entity.ts';

/** The sign-in at an issuer that a session of ours rests on. */
export type ExternalSession = { sessionId: string; identityProviderId: string; subject: string; issuerSession: string | undefined; idToken: string };
/** Whom a logout token is about: a person, one sign-in of theirs at the issuer, or both. */
export type SignedOut = { subject: string | undefined; issuerSession: string | undefined };

const purposeOf = (sessionId: string): string => `ID token of session ${sessionId}`;

@Injectable()
export class ExternalSessionsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly secrets: SecretBox,
  ) {}

  /** Notes what a new session rests on, in its transaction; each one takes away some that have run out. One that ends takes its own along. */
  async begin(tenantId: string, { sessionId, identityProviderId, subject, issuerSession, idToken }: ExternalSession): Promise<void> {
    await this.em.execute('delete from external_session where session_id in (select e.session_id from external_session e join session s on s.id = e.session_id where s.expires_at < now() limit 100)');
    await this.em.execute('insert into external_session (session_id, tenant_id, identity_provider_id, subject, issuer_session, id_token) values (?, ?, ?, ?, ?, ?)', [
      sessionId, tenantId, identityProviderId, subject, issuerSession ?? null, this.secrets.seal(idToken, purposeOf(sessionId)),
    ]);
  }

  /** Where a session came from; undefined for one that began with a proof of its person's own. */
  async of(sessionId: string): Promise<Pick<ExternalSession, 'identityProviderId' | 'idToken'> | undefined> {
    const [row] = await tenantQuery<{ provider: string; token: string }>(this.em, 'select identity_provider_id as provider, id_token as token from external_session where session_id = $1', [sessionId]);
    return row && { identityProviderId: row.provider, idToken: this.secrets.open(row.token, purposeOf(sessionId)) };
  }

  /** The live sessions that rest on what an issuer has ended. */
  async restingOn(identityProviderId: string, { subject, issuerSession }: SignedOut): Promise<string[]> {
    const rows = await this.em.execute<{ id: string }[]>(
      `select s.id from external_session e join session s on s.id = e.session_id
       where e.identity_provider_id = ? and s.ended_at is null and (?::text is null or e.subject = ?) and (?::text is null or e.issuer_session = ?)`,
      [identityProviderId, subject ?? null, subject ?? null, issuerSession ?? null, issuerSession ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** Ends what rests on a provider that no longer signs anybody in, or is another issuer's by now. Runs in a transaction. */
  async endAllOf(identityProviderId: string): Promise<void> {
    const ids = await this.restingOn(identityProviderId, { subject: undefined, issuerSession: undefined });
    for (const session of await this.em.find(Session, { id: { $in: ids }, endedAt: null })) session.end('revoked-by-administrator', new Date());
  }

  /** @returns false when the logout token had its effect before; each one takes away those that are too old */
  async take(tenantId: string, token: { identityProviderId: string; id: string; expiresAt: Date }): Promise<boolean> {
    await this.em.execute('delete from received_logout_token where expires_at < now()');
    const digest = createHash('sha256').update(`${token.identityProviderId} ${token.id}`).digest('hex');
    const rows = await this.em.execute<unknown[]>('insert into received_logout_token (tenant_id, token_sha256, expires_at) values (?, ?, ?) on conflict do nothing returning 1', [tenantId, digest, token.expiresAt]);
    return rows.length > 0;
  }
}
