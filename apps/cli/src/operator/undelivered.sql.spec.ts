import { describe, expect, it } from '@jest/globals';
import { topology } from '@kairos/contracts';
import { onSubject, subscriptions, taken } from './undelivered.sql.ts';

describe('the condition on a subject', () => {
  it('is an equality for one subject, a prefix for a whole branch, a pattern for anything between', () => {
    expect(onSubject('assets.audit.recorded.v1')).toBe("o.subject = 'assets.audit.recorded.v1'");
    expect(onSubject('identity.access.>')).toBe("starts_with(o.subject, 'identity.access.')");
    expect(onSubject('assets.plant.*.v1')).toBe(String.raw`o.subject ~ '^assets\.plant\.[^.]+\.v1$'`);
    expect(onSubject('assets.*.>')).toBe(String.raw`o.subject ~ '^assets\.[^.]+\..+$'`);
  });
});

describe('what a consumer takes', () => {
  it('is all it follows, or of that what somebody may see', () => {
    const durable = { name: 'of-a-test', stream: 'ASSETS', filter: 'assets.>' };
    expect(taken(durable)).toBe("starts_with(o.subject, 'assets.')");
    const visible = taken({ ...durable, takes: 'visible' });
    expect(visible).toMatch(/^starts_with\(o\.subject, 'assets\.'\) and o\.type in \(.*'assets\.plant\.registered\.v1'/);
    expect(visible).not.toContain('audit.recorded');
  });
});

describe('the subscriptions', () => {
  it('are all durables of the topology, each with its publisher', () => {
    const durables = Object.values(topology).flatMap((service) => service.durables.map(({ name }) => name));
    expect(subscriptions.map(({ durable }) => durable.name)).toEqual(durables);
    expect(subscriptions.find(({ durable }) => durable.name === 'workflows-plant-obligations')).toMatchObject({ publisher: 'assets', consumer: 'workflows' });
  });
});
