import { describe, expect, it } from '@jest/globals';
import { ConnectorField } from '@kairos/contracts';
import { fieldFaults } from './field-faults.calc.ts';

const faults = (field: object, value: string | null) => fieldFaults([ConnectorField.parse({ name: 'x', type: 'string', ...field })], { x: value }).map(({ code, detail }) => `${code}: ${detail}`);

describe('a field of an endpoint', () => {
  it.each([
    ['string', 'anything'], ['number', '-12.50'], ['integer', '12'], ['boolean', 'true'], ['email', 'a@b.example'], ['phone', '+39 02 1234'], ['date', '2028-02-29'], ['datetime', '2026-03-31T08:00:00+02:00'], ['url', 'https://a.example/x'], ['object', '{"a":1}'], ['array', '[]'],
  ])('of type %s takes %s', (type, value) => expect(faults({ type }, value)).toEqual([]));

  it.each([
    ['number', '1e3'], ['number', '1,5'], ['number', '01'], ['integer', '1.0'], ['boolean', 'yes'], ['email', 'a b@c'], ['email', 'nobody'], ['phone', 'call me'], ['date', '2026-02-30'], ['date', '31/03/2026'], ['datetime', '2026-03-31'], ['url', 'javascript:0'], ['url', 'nowhere'],
    ['object', '[]'], ['object', '{'], ['array', '{}'], ['array', 'null'],
  ])('of type %s does not take %s', (type, value) => expect(faults({ type }, value)).toEqual([`invalid-value: x is no ${type}`]));

  it('called as something that all objects have is there only where the record has it', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      const [optional, required] = [{}, { required: true }].map((more) => [ConnectorField.parse({ name, type: 'string', maxLength: 1, ...more })]) as [ConnectorField[], ConnectorField[]];
      expect([fieldFaults(optional, {}), fieldFaults(required, {}), fieldFaults(required, { [name]: 'a' })]).toEqual([[], [{ field: name, code: 'required', value: null, detail: `${name} is required` }], []]);
    }
    expect(ConnectorField.safeParse({ name: '__proto__', type: 'string' }).success).toBe(false);
  });

  it('is there where it is required, and within its bounds', () => {
    expect([faults({ required: true }, null), faults({ required: true }, ''), faults({}, null)]).toEqual([['required: x is required'], ['required: x is required'], []]);
    expect([faults({ maxLength: 2 }, 'abc'), faults({ minLength: 2 }, 'a'), faults({ values: ['a', 'b'] }, 'c')].flat()).toEqual([
      'invalid-value: x may have at most 2 characters', 'invalid-value: x must have at least 2 characters', 'invalid-value: x must be one of a, b',
    ]);
    expect([faults({ pattern: '^[A-Z]{2}\\d+$' }, 'IT1'), faults({ pattern: '^[A-Z]{2}\\d+$' }, 'it1'), faults({ pattern: '(a+)+b' }, 'a'.repeat(50_000))].flat()).toEqual(['invalid-value: x must match ^[A-Z]{2}\\d+$', 'invalid-value: x must match (a+)+b']);
    expect([faults({ type: 'number', min: '0.5' }, '0.4999'), faults({ type: 'number', max: '10' }, '10.0'), faults({ type: 'number', max: '10' }, '10.01')].flat()).toEqual(['invalid-value: x must be at least 0.5', 'invalid-value: x may be at most 10']);
  });
});
