import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccessChanged, allPermissions, type CloudEvent, type MembershipAccess } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { builtInRoles } from '../roles/built-in-roles.ts';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { ApplyCatalogueHandler } from './apply-catalogue.handler.ts';
import { ApplyCatalogue } from './apply-catalogue.job.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const sql = async <T = { [column: string]: unknown }>(text: string, values: unknown[] = []) => (await identity.service.database.admin.query(text, values)).rows as T[];
const app = () => identity.service.running.app;
const told = async (membershipId: string) => (await identity.service.outbox(AccessChanged.type)).filter(({ subject }) => subject === membershipId).map(({ data }) => data as MembershipAccess);
const mostly = allPermissions.slice(0, -2);

/** The tenant as a release left it that knew two permissions and four roles less. */
async function asBefore(): Promise<void> {
  await sql('update identity.membership set permissions = $1 where id = $2', [mostly, admin.membershipId]);
  await sql(`delete from identity.role where origin = 'calco2'`);
  await sql(`update identity.role set permissions = '{"grants": [], "areas": {}}' where origin = 'kronos' and name = 'Viewer'`);
  await sql(`update identity.access_catalogue set digest = 'of an older release'`);
}

it('is nothing to do in a tenant just founded', async () => {
  expect(await app().get(ApplyCatalogueHandler, { strict: false }).execute(admin.tenantId)).toBe(false);
  expect(await told(admin.membershipId)).toHaveLength(1);
});

it('is done once by replicas that start together: roles restated, and everybody told whose permissions differ', async () => {
  const bystander = await identity.user(admin, ['assets.plant.read']);
  await asBefore();
  const job = app().get(ApplyCatalogue, { strict: false });
  const apply = app().get(ApplyCatalogueHandler, { strict: false });
  job.onApplicationBootstrap();
  const applied = await Promise.all([1, 2, 3].map(() => apply.execute(admin.tenantId)));
  await eventually(() => told(admin.membershipId), (events) => events.length > 1);
  await apply.execute(admin.tenantId);
  expect(applied.filter(Boolean).length).toBeLessThanOrEqual(1);
  const events = await told(admin.membershipId);
  expect(events.map(({ authzVersion, permissions }) => [authzVersion, permissions.length])).toEqual([[1, allPermissions.length], [2, allPermissions.length]]);
  expect(await told(bystander.membershipId)).toHaveLength(1);
  const roles = await sql<{ origin: string; name: string; permissions: object }>('select origin, name, permissions from identity.role where built_in');
  expect(roles.map(({ origin, name }) => `${origin}/${name}`).sort()).toEqual(builtInRoles.map(({ origin, name }) => `${origin}/${name}`).sort());
  for (const { origin, name, permissions } of builtInRoles) expect(roles.find((role) => role.origin === origin && role.name === name)?.permissions).toEqual(permissions);
});

it('stands in the audit trail with the privileges before and after', async () => {
  const records = (await identity.service.outbox('audit.recorded.v1')).map((event: CloudEvent) => event.data as { resourceId: string; actorId: string; before: object; after: object });
  const record = records.find(({ resourceId, actorId }) => resourceId === admin.membershipId && actorId === 'release');
  expect(record).toMatchObject({ before: { permissions: mostly }, after: { permissions: allPermissions } });
});
