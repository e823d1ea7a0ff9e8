import { expect, it } from '@jest/globals';
import { RegisterConnectorBody, type ConnectorView } from '@kairos/contracts';
import { bodyOf, brokenTemplates, nameFrom, newConnector, newEndpoint, newField, valuesOf } from './connector-values.calc.ts';

const filled = { ...newConnector, name: 'crm', title: ' CRM ', baseUrl: 'https://crm.example/v1 ' };
const parsed = (values: typeof newConnector, secret = '') => RegisterConnectorBody.parse(bodyOf(values, secret));

it('becomes what the API takes, with times in milliseconds and the policy that the API gives by itself', () => {
  expect(parsed(filled, 'key')).toEqual(RegisterConnectorBody.parse({ name: 'crm', title: 'CRM', baseUrl: 'https://crm.example/v1', auth: { type: 'bearer' }, secret: 'key' }));
});

it('tells nothing of a secret that was not typed, nor one that there is no use for', () => {
  expect('secret' in bodyOf(filled, '')).toBe(false);
  expect('secret' in bodyOf({ ...filled, auth: { ...filled.auth, type: 'none' } }, 'key')).toBe(false);
});

it('leaves out of fields what is not told, and keeps what is', () => {
  const code = { ...newField, name: 'code', required: true, maxLength: 8, values: ['A', 'B'] };
  const [endpoint] = parsed({ ...filled, endpoints: [{ ...newEndpoint, name: 'orders', path: '/orders/{code}', fields: [code], body: '{"id":"{code}"}' }] }).endpoints;
  expect(endpoint).toEqual({ name: 'orders', method: 'POST', path: '/orders/{code}', fields: [{ name: 'code', type: 'string', required: true, maxLength: 8, values: ['A', 'B'] }], body: { id: '{code}' } });
});

it('is the same again after it was read', () => {
  const whole = { ...filled, title: 'CRM', baseUrl: 'https://crm.example/v1', headers: [{ name: 'X-Source', value: 'kairos' }], endpoints: [{ ...newEndpoint, name: 'orders', path: '/orders', fields: [{ ...newField, name: 'code' }], body: '{\n  "id": "{code}"\n}' }] };
  expect(valuesOf(parsed(whole) as unknown as ConnectorView)).toEqual(whole);
});

it('finds templates that are no JSON, and none where none is told', () => {
  expect(brokenTemplates({ endpoints: ['', '{"a":1}', '{a'].map((body) => ({ ...newEndpoint, body })) })).toEqual([2]);
});

it.each([['Gestionale Città', 'gestionale-citta'], ['  --  ', ''], ['A'.repeat(80), 'a'.repeat(60)]])('is called after its title: %s', (title, name) => {
  expect(nameFrom(title)).toBe(name);
});
