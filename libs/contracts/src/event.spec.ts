import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';
import { defineEvent, parseEnvelope, subjectOf } from './event.ts';

const Sighted = defineEvent({ type: 'assets.bird.sighted', version: 2, summary: 'A bird was seen.', data: z.object({ wings: z.int() }) });
const message = {
  specversion: '1.0', id: '0190c9a4-0000-7000-8000-000000000001', source: 'kairos/assets', type: 'assets.bird.sighted.v2', time: '2026-03-31T08:00:00.000Z',
  subject: 'b1', tenantid: '0190c9a4-0000-7000-8000-000000000002', aggregateversion: 1, datacontenttype: 'application/json', data: { wings: 2, colour: 'red' },
};

describe('an event', () => {
  it('carries its version in its type', () => expect(Sighted.type).toBe('assets.bird.sighted.v2'));

  it('is read tolerantly: what a newer publisher added is passed over', () => expect(Sighted.parse(message).data).toEqual({ wings: 2 }));

  it('is refused without its tenant, or with data of another shape', () => {
    const { tenantid: _gone, ...homeless } = message;
    expect(() => parseEnvelope(homeless)).toThrow();
    expect(() => Sighted.parse({ ...message, data: { wings: 'two' } })).toThrow();
  });

  it('of the platform is published under the name of the service that tells it', () => {
    expect(subjectOf('assets', 'assets.bird.sighted.v2')).toBe('assets.bird.sighted.v2');
    expect(subjectOf('assets', 'audit.recorded.v1')).toBe('assets.audit.recorded.v1');
  });
});

describe('the catalogue', () => {
  it('names every type once', () => expect(new Set(catalogue.map((event) => event.type)).size).toBe(catalogue.length));
});
