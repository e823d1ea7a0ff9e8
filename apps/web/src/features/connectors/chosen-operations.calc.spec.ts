import { expect, it } from '@jest/globals';
import type { ConnectorEndpoint, OpenApiOperation } from '@kairos/contracts';
import { matching, namedTwice, replacedBy, sharedBy } from './chosen-operations.calc.ts';

const endpoint = (name: string) => ({ name, method: 'POST', path: '/', fields: [{ name: 'code', type: 'string', required: true }] }) as ConnectorEndpoint;
const operation = (path: string, more: Partial<OpenApiOperation> = {}): OpenApiOperation => ({ method: 'POST', path, operationId: null, summary: null, deprecated: false, takesBody: true, baseUrl: 'https://a.example', auth: { type: 'bearer' }, endpoint: endpoint(path.slice(1)), findings: [], ...more });
const orders = operation('/orders', { summary: 'Places an order' });
const pictures = operation('/pictures', { endpoint: null, baseUrl: null });

it('finds operations by all words, wherever they stand, and those that cannot be used where they are asked for', () => {
  expect(matching([orders, pictures], undefined, false)).toEqual([orders]);
  expect(matching([orders, pictures], 'post PICT', true)).toEqual([pictures]);
  expect(matching([orders, pictures], 'code order', true)).toEqual([orders]);
  expect(matching([orders, pictures], 'none such', true)).toEqual([]);
});

it('takes over what all that is chosen says, and nothing of what differs', () => {
  expect(sharedBy([orders, operation('/x')])).toEqual({ baseUrl: 'https://a.example', auth: { type: 'bearer' } });
  expect(sharedBy([orders, operation('/x', { baseUrl: 'https://b.example', auth: null })])).toEqual({});
  expect(sharedBy([])).toEqual({});
});

it('tells which names stand twice, and which endpoints give way', () => {
  expect(namedTwice([orders, operation('/x', { endpoint: endpoint('orders') })])).toEqual(['orders']);
  expect(replacedBy([orders, pictures], [endpoint('orders'), endpoint('others')])).toEqual(['orders']);
});
