import { describe, expect, it } from '@jest/globals';
import { environmentsFrom } from './config.ts';

describe('the environments of services in one process', () => {
  it('hands every service its own and nothing else', () => {
    const of = environmentsFrom({ KAIROS_ENVIRONMENTS: JSON.stringify({ assets: { PORT: '1' }, intake: { PORT: '2' } }), PORT: '3' });
    expect([of('assets'), of('intake')]).toEqual([{ PORT: '1' }, { PORT: '2' }]);
  });

  it('refuses to start a service without one', () => {
    expect(() => environmentsFrom({ KAIROS_ENVIRONMENTS: '{}' })('assets')).toThrow('holds nothing for assets');
    expect(() => environmentsFrom({})).toThrow('KAIROS_ENVIRONMENTS is missing');
  });

  it.each(['nonsense', '[]', '{"assets": "x"}', '{"assets": {"PORT": 1}}'])('refuses %s', (text) => {
    expect(() => environmentsFrom({ KAIROS_ENVIRONMENTS: text })).toThrow();
  });
});
