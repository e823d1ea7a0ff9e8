import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { tenantQuery } from '@kairos/tenancy';
import { producer, Turbine } from '../event-bus/sample-services.ts';
import { TestService } from '../test-service.ts';

let service: TestService;
const [north, south] = [randomUUID(), randomUUID()];

// One connection, so that every read stands on what the one before it left behind.
beforeAll(async () => {
  service = await TestService.start(producer, { environment: { DATABASE_POOL_SIZE: '1' } });
  for (const tenantId of [north, south]) await service.asTenant(tenantId, () => service.em.transactional(async (em) => void em.persist(Turbine.raise(tenantId, tenantId))));
});
afterAll(() => service?.stop());

const read = (tenantId: string, text: string, values: unknown[] = []) => service.asTenant(tenantId, () => tenantQuery<Record<string, unknown>>(service.em, text, values));
const names = (tenantId: string) => read(tenantId, 'select name from turbine');

describe('a read of a tenant', () => {
  it('sees its own rows alone, whoever read on the connection before', async () => {
    const found = await Promise.all([north, south, north, randomUUID(), south].map(names));
    expect(found).toEqual([[{ name: north }], [{ name: south }], [{ name: north }], [], [{ name: south }]]);
  });

  it('leaves neither tenant nor read-only mode on the connection', async () => {
    await names(north);
    const [left] = await service.em.fork().execute<object[]>(`select current_setting('app.tenant_id', true) as tenant, current_setting('transaction_read_only') as read_only`);
    expect(left).toEqual({ tenant: '', read_only: 'off' });
  });

  it('cannot write', async () => {
    await expect(read(north, `update turbine set name = $1`, ['changed'])).rejects.toThrow('read-only transaction');
    expect(await names(north)).toEqual([{ name: north }]);
  });

  it('that fails in the statement, its parameters or its result harms none after it', async () => {
    await expect(read(north, 'select nothing from turbine')).rejects.toThrow('does not exist');
    await expect(read(north, 'select name from turbine where id = $1', ['not-a-uuid'])).rejects.toThrow('invalid input syntax');
    await expect(read(north, 'select 1 / (version - 1) from turbine')).rejects.toThrow('division by zero');
    expect(await names(south)).toEqual([{ name: south }]);
  });

  it('needs a tenant, and a UUID for one', async () => {
    await expect(tenantQuery(service.em, 'select 1')).rejects.toThrow('No tenant');
    expect(() => service.asTenant(`'; drop table turbine; --`, async () => undefined)).toThrow('UUID');
  });

  it('reads inside a transaction what that transaction wrote', async () => {
    const seen = await service.asTenant(south, () =>
      service.em.transactional(async (em) => {
        em.persist(Turbine.raise(south, 'second'));
        return tenantQuery(em, 'select name from turbine where name = $1', ['second']);
      }),
    );
    expect(seen).toEqual([{ name: 'second' }]);
  });
});
