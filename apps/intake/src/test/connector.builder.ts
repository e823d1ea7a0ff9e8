import type { RegisterConnectorBody } from '@kairos/contracts';
import type { z } from 'zod';

type Draft = z.input<typeof RegisterConnectorBody>;

/** A connector to an API of customers, as somebody would register it. */
export function newConnector(baseUrl: string, overrides: Partial<Draft> = {}): RegisterConnectorBody {
  return {
    name: 'crm', title: 'Customers', baseUrl, auth: { type: 'bearer' }, secret: 'SECRET-of-the-connector',
    endpoints: [{
      name: 'upsert-customer', method: 'PUT', path: '/customers/{code}',
      fields: [{ name: 'code', type: 'string', required: true }, { name: 'name', type: 'string', required: true }, { name: 'capacity', type: 'number' }, { name: 'active', type: 'boolean' }, { name: 'constructor', type: 'string' }],
    }],
    ...overrides,
  } as RegisterConnectorBody;
}
