/** What the exchange of an API key at the gateway costs a read: the same plant with a key and with a token. */
import { randomUUID } from 'node:crypto';
import { newApiKey } from '@kairos/auth';
import type { Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import { load, of, unlimited, withService } from './read-one-plant.ts';

export const readWithApiKey: Benchmark = {
  ids: ['api-key'],
  run: (bench) =>
    withService(bench, async ({ path, token, caller }) => {
      const { stack } = bench;
      const apiKeyId = randomUUID();
      await stack.admin.query(
        `insert into assets.api_key_access (api_key_id, tenant_id, membership_id, active, scopes, row_scope, expires_at, authz_version) values ($1, $2, $3, true, '{assets.plant.read}', '{"plants": "all"}', now() + interval '1 day', 1)`,
        [apiKeyId, caller.tenantId, caller.membershipId],
      );
      const accessToken = stack.issuer.token({ ...caller, sessionId: apiKeyId }, { key: { id: apiKeyId, azv: 1 } });
      stack.issuer.apiKeyToken = { accessToken, expiresAt: new Date(Date.now() + 600_000).toISOString(), apiKeyId, tenantId: caller.tenantId, requestsPerMinute: 100_000_000 };
      const gateway = await stack.service('gateway', unlimited);
      const url = `${stack.urlOf('gateway')}${path}`;
      const key = newApiKey('personal');
      const pairs = await alternate(bench.rounds, () => load(bench, { url, token }), () => load(bench, { url, token: key }));
      await gateway.stop();
      return [figureOf('api-key', of(pairs, ({ perSecond }) => perSecond))];
    }),
};
