import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, ApiKeyChanged, SessionRevoked, type CloudEvent, type EventDefinition } from '@kairos/contracts';
import { ApiClient, eventually, TestNats, TestService, type TokenFacts } from '@kairos/testing';
import { assetsService } from './service.ts';

const plants = '/api/v1/assets/plants';
let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(assetsService, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const someone = (): TokenFacts => ({ userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 });
const status = async (facts: TokenFacts) => (await new ApiClient(service.url, service.issuer.token(facts)).get(plants)).status;

function tell(definition: EventDefinition, facts: TokenFacts, data: object): Promise<void> {
  const event: CloudEvent = {
    specversion: '1.0', id: randomUUID(), source: 'kairos/identity', type: definition.type, time: new Date().toISOString(), subject: facts.membershipId,
    tenantid: facts.tenantId, aggregateversion: 1, datacontenttype: 'application/json', data,
  };
  return nats.publishAs('identity', definition.type, JSON.stringify(event));
}
const access = (facts: TokenFacts, permissions: string[], authzVersion: number, active = true) =>
  tell(AccessChanged, facts, { membershipId: facts.membershipId, userId: facts.userId, active, roles: ['Viewer'], permissions, rowScope: { plants: 'all' }, authzVersion });
const beat = (at: Date) => nats.publishAs('identity', 'identity.access.beat.v1', JSON.stringify({ type: 'identity.access.beat.v1', beatAt: at.toISOString() }));

describe('what a caller may do', () => {
  it('follows identity’s events, and an older one changes nothing', async () => {
    const caller = someone();
    await access(caller, ['assets.plant.read'], 2);
    await beat(new Date());
    await eventually(() => status(caller), (answer) => answer === 200);
    await access(caller, [], 1);
    const later = { ...someone(), tenantId: caller.tenantId };
    await access(later, ['assets.plant.read'], 1);
    await eventually(() => status(later), (answer) => answer === 200);
    expect(await status(caller)).toBe(200);
  });

  it('ends with the session or the membership, within seconds', async () => {
    const [ended, removed] = [someone(), someone()];
    for (const caller of [ended, removed]) await access(caller, ['assets.plant.read'], 1);
    await beat(new Date());
    for (const caller of [ended, removed]) await eventually(() => status(caller), (answer) => answer === 200);
    await tell(SessionRevoked, ended, { sessionId: ended.sessionId, userId: ended.userId, revokedAt: new Date().toISOString(), reason: 'signed out' });
    await access(removed, ['assets.plant.read'], 2, false);
    for (const caller of [ended, removed]) expect(await eventually(() => status(caller), (answer) => answer === 401)).toBe(401);
  });

  it('counts from the moment the service has heard of it, whatever it remembers', async () => {
    const member = someone();
    const withKey = { ...member, sessionId: randomUUID(), apiKey: { id: randomUUID(), azv: 1 } };
    const tellKey = (authzVersion: number, active: boolean) =>
      tell(ApiKeyChanged, member, { apiKeyId: withKey.apiKey.id, membershipId: member.membershipId, active, scopes: ['assets.*'], rowScope: { plants: 'all' }, expiresAt: '2999-01-01T00:00:00.000Z', authzVersion });
    const heard = (table: string, authzVersion: number) =>
      eventually(() => service.database.admin.query(`select from assets.${table} where tenant_id = $1 and authz_version = $2`, [member.tenantId, authzVersion]), ({ rowCount }) => rowCount === 1, 20_000);
    await access(member, ['assets.plant.read'], 1);
    await tellKey(1, true);
    await beat(new Date());
    for (const caller of [member, withKey]) await eventually(() => status(caller), (answer) => answer === 200, 20_000);
    await tellKey(2, false);
    await heard('api_key_access', 2);
    expect([await status(withKey), await status(member)]).toEqual([401, 200]);
    await access(member, [], 2);
    await heard('membership_access', 2);
    expect(await status(member)).toBe(403);
  }, 60_000);

  it('is narrowed by the key of the token, follows what is told of the key, and ends with it', async () => {
    const member = { ...someone(), sessionId: randomUUID() };
    const caller = { ...member, apiKey: { id: member.sessionId, azv: 1 } };
    const tellKey = (scopes: string[], authzVersion: number, more: object = {}) =>
      tell(ApiKeyChanged, member, { apiKeyId: caller.apiKey.id, membershipId: member.membershipId, active: true, scopes, rowScope: { plants: 'all' }, expiresAt: '2999-01-01T00:00:00.000Z', authzVersion, ...more });
    await access(member, ['assets.plant.read', 'assets.plant.register'], 1);
    await beat(new Date());
    await eventually(() => status(member), (answer) => answer === 200);
    expect(await status(caller)).toBe(503);
    await tellKey(['assets.*'], 1);
    await eventually(() => status(caller), (answer) => answer === 200, 20_000);
    expect((await new ApiClient(service.url, service.issuer.token(caller)).delete(`${plants}/${randomUUID()}`).set('if-match', '"1"')).status).toBe(403);
    await tellKey(['workflows.*'], 3);
    await eventually(() => status(caller), (answer) => answer === 403, 20_000);
    await tellKey(['assets.*'], 2);
    await tellKey(['assets.*'], 4, { active: false });
    await eventually(() => status(caller), (answer) => answer === 401, 20_000);
    expect(await status(member)).toBe(200);
  }, 60_000);

  it('is asked of identity when no beat came for a minute, and denied only when identity is away too', async () => {
    const caller = someone();
    await access(caller, ['assets.plant.read'], 1);
    await eventually(() => service.database.admin.query('select from assets.membership_access where membership_id = $1', [caller.membershipId]), ({ rowCount }) => rowCount === 1);
    await service.database.admin.query(`update assets.access_beat set beat_at = now() - interval '61 seconds'`);
    expect(await status(caller)).toBe(503);
    service.issuer.answers.set('/api/v1/identity/access', { active: true, permissions: ['assets.plant.read'], rowScope: { plants: 'all' }, authzVersion: 1, sessionRevoked: false });
    expect(await status(caller)).toBe(200);
    service.issuer.answers.delete('/api/v1/identity/access');
    await beat(new Date());
  });

  it('is asked of identity when the token is newer than the projection', async () => {
    const caller = { ...someone(), authzVersion: 7 };
    await access(caller, ['assets.plant.read'], 1);
    await beat(new Date());
    expect(await status(caller)).toBe(503);
    service.issuer.answers.set('/api/v1/identity/access', { active: true, permissions: [], rowScope: { plants: 'all' }, authzVersion: 7, sessionRevoked: false });
    expect(await status(caller)).toBe(403);
  });
});
