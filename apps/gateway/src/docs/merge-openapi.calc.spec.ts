import { expect, it } from '@jest/globals';
import { mergeOpenApi, type OpenApiDocument } from './merge-openapi.calc.ts';

const info = { title: 'Kairos', version: '1' };
const answer = (name: string) => ({ get: { responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } } } } });

function document(paths: OpenApiDocument['paths'], schemas: Record<string, { type: string }>): OpenApiDocument {
  return { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths, components: { schemas } };
}

it('joins the routes of all services and leaves out what the edge does not serve', () => {
  const merged = mergeOpenApi({
    assets: document({ '/api/v1/assets/plants': answer('Plant'), '/healthz/live': answer('Live'), '/metrics': answer('Live') }, { Plant: { type: 'object' } }),
    identity: document({ '/api/v1/identity/me': answer('Me'), '/api/v1/identity/access': answer('Access'), '/.well-known/jwks.json': answer('Keys') }, { Me: { type: 'object' } }),
    gateway: document({ '/healthz': answer('Health'), '/api/v1/events': answer('Text'), '/api/docs': answer('Text') }, {}),
  }, info);
  expect(Object.keys(merged.paths)).toEqual(['/api/v1/assets/plants', '/api/v1/identity/me', '/healthz', '/api/v1/events']);
  expect(merged).toMatchObject({ openapi: '3.1.0', info, paths: { '/api/v1/assets/plants': { get: { tags: ['assets'] } } } });
});

it('keeps one of two equal schemas, and both of two that differ', () => {
  const merged = mergeOpenApi({
    assets: document({ '/api/v1/assets/a': answer('Instant') }, { Instant: { type: 'string' }, Status: { type: 'string' } }),
    workflows: document({ '/api/v1/workflows/b': answer('Status') }, { Instant: { type: 'string' }, Status: { type: 'integer' } }),
  }, info);
  expect(merged.components?.['schemas']).toEqual({ Instant: { type: 'string' }, Status: { type: 'string' }, 'workflows.Status': { type: 'integer' } });
  expect(JSON.stringify(merged.paths['/api/v1/workflows/b'])).toContain('#/components/schemas/workflows.Status');
});
