import { describe, expect, it } from '@jest/globals';
import { ConnectorEndpoint } from '@kairos/contracts';
import { RecordNotSendable, requestOf } from './request-of.calc.ts';

const fields = [
  { name: 'code', type: 'string', required: true }, { name: 'amount', type: 'number' }, { name: 'active', type: 'boolean' }, { name: 'tags', type: 'array' }, { name: 'place', type: 'object' }, { name: 'since', type: 'date' },
];
const endpoint = (more: object = {}) => ConnectorEndpoint.parse({ name: 'put', method: 'PUT', path: '/a/{code}', fields, ...more });
const send = (values: Record<string, string | null>, more: object = {}) => requestOf({ baseUrl: 'https://api.example.com/v1/', endpoint: endpoint(more) }, values);

describe('the request of a record', () => {
  it('has the record’s fields by their types, numbers digit for digit', () => {
    expect(send({ code: 'A 1', amount: '12345678901234567890.10', active: 'true', tags: '["a"]', place: '{"x":1}', since: '2026-01-31' })).toEqual({
      url: 'https://api.example.com/v1/a/A%201', body: '{"code":"A 1","amount":12345678901234567890.10,"active":true,"tags":["a"],"place":{"x":1},"since":"2026-01-31"}',
    });
    expect(send({ code: 'A', amount: null }).body).toBe('{"code":"A","amount":null}');
  });

  it('follows a template, in which a text that is one field alone becomes its value', () => {
    const body = { customer: { id: '{code}', label: 'No. {code} of {amount}', amount: '{amount}', fixed: 1, list: ['{active}', '{nobody'] } };
    expect(send({ code: 'A"1', amount: '5', active: 'false' }, { body }).body).toBe('{"customer":{"id":"A\\"1","label":"No. A\\"1 of 5","amount":5,"fixed":1,"list":[false,"{nobody"]}}');
  });

  it('goes without what has no value, where its field says so, and without an object of which nothing is left', () => {
    const some = fields.map((field) => (field.name === 'code' ? field : { ...field, omittedWhenEmpty: true }));
    expect(send({ code: 'A', amount: null, active: '' }, { fields: some }).body).toBe('{"code":"A"}');
    const body = { id: '{code}', size: { amount: '{amount}', unit: 'kW' }, more: { active: '{active}', deep: { since: '{since}' } }, list: ['{tags}'], none: {} };
    expect(send({ code: 'A', amount: null }, { fields: some, body }).body).toBe('{"id":"A","size":{"unit":"kW"},"list":[null],"none":{}}');
    expect(send({ code: 'A' }, { fields: some, body: { amount: '{amount}' } }).body).toBe('{}');
  });

  it('has nothing for a field called as something that all objects have, unless the record has it', () => {
    const odd = [{ name: 'code', type: 'string', required: true }, { name: 'constructor', type: 'string' }, { name: 'toString', type: 'string', omittedWhenEmpty: true }];
    const body = { a: '{constructor}', b: '{toString}', c: 'is {constructor}{toString}' };
    expect(send({ code: 'A' }, { fields: odd }).body).toBe('{"code":"A"}');
    expect(send({ code: 'A' }, { fields: odd, body }).body).toBe('{"a":null,"c":"is "}');
    expect(send({ code: 'A', constructor: 'x' } as never, { fields: odd }).body).toBe('{"code":"A","constructor":"x"}');
    expect(() => send({ code: 'A' }, { path: '/{valueOf}', fields: [{ name: 'valueOf', type: 'string', required: true }] })).toThrow(RecordNotSendable);
  });

  it.each([['../admin', 'https://api.example.com/v1/a/..%2Fadmin'], ['a?b#c', 'https://api.example.com/v1/a/a%3Fb%23c'], ['%2e%2e', 'https://api.example.com/v1/a/%252e%252e'], ['@evil.example', 'https://api.example.com/v1/a/%40evil.example']])(
    'keeps %j within its part of the path', (code, url) => {
      expect(send({ code }).url).toBe(url);
      expect(new URL(send({ code }).url).pathname.split('/')).toHaveLength(4);
    },
  );

  it.each([{ code: '..' }, { code: 'A\ud800' }, { code: '.' }, { code: '' }, { code: null }, { code: 'A', amount: '1e309' }, { code: 'A', amount: 'NaN' }, { code: 'A', amount: '01' }, { code: 'A', active: 'yes' }, { code: 'A', tags: '{}' }, { code: 'A', place: '[1' }])(
    'is none for %j', (values: Record<string, string | null | undefined>) => expect(() => send(values as Record<string, string | null>)).toThrow(RecordNotSendable),
  );

  it('of a question has no body', () => {
    expect(send({ code: 'A' }, { method: 'GET' }).body).toBeUndefined();
  });
});
