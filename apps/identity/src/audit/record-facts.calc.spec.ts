import { describe as suite, expect, it } from '@jest/globals';
import { categoryOf, describe } from './record-facts.calc.ts';

suite('the sentence of an audit record', () => {
  const told = { action: 'assets.plant.register', resourceType: 'Plant', count: 1 };

  it('says what was done to what', () => {
    expect(describe(told, 'S. Floriano')).toBe('Register plant “S. Floriano”');
    expect(describe({ ...told, action: 'identity.session.open', resourceType: 'Session' }, null)).toBe('Open session');
  });

  it('says what else a command changed', () => {
    expect(describe({ ...told, action: 'identity.role.redefine', resourceType: 'Membership' }, 'Anna')).toBe('Redefine role: membership “Anna”');
  });

  it('says that it went wrong, or was many', () => {
    expect(describe({ ...told, status: 'denied', errorCode: 'permission-missing' }, null)).toBe('Register plant was denied (permission-missing)');
    expect(describe({ ...told, action: 'assets.plant.import', count: 500 }, null)).toBe('Import plant, 500 at once');
  });
});

suite('the category of an audit record', () => {
  it('of whatever somebody proves who they are by is one', () => {
    expect(['TotpFactor', 'RecoveryCodes', 'Passkey', 'MfaPolicy', 'SignIn'].map((resourceType) => categoryOf({ service: 'identity', resourceType }))).toEqual(Array(5).fill('auth'));
  });

  it('goes by what it is about, else by the service', () => {
    expect([['identity', 'Membership'], ['identity', 'Session'], ['assets', 'Plant'], ['assets', 'Something']].map(([service = '', resourceType = '']) => categoryOf({ service, resourceType }))).toEqual(['user', 'auth', 'plant', 'assets']);
  });
});
