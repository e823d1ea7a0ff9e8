import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestGateway } from '../test/gateway.builder.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start({ environment: { WEB_DIR: '/nowhere/in/particular' } });
});
afterAll(() => gateway?.stop());

it('leads from the root to the documentation where no web application was built', async () => {
  await gateway.anonymous().get('/').expect(302).expect('location', '/api/docs');
});

it('serves the page with everything it needs, and nothing inline', async () => {
  const { text, headers } = await gateway.anonymous().get('/api/docs').expect(200).expect('content-type', /html/);
  expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(text).not.toMatch(/<style|\sstyle=|<script>|\son[a-z]+=/);
  const references = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(references).toHaveLength(4);
  for (const reference of references) await gateway.anonymous().get(reference).expect(200).expect('x-content-type-options', 'nosniff');
});

it('serves no other file of the package', async () => {
  for (const path of ['package.json', 'index.html', 'swagger-ui.js', '..%2fpackage.json']) {
    const { status } = await gateway.anonymous().get(`/api/docs/assets/${path}`);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

it('joins the documents of all services', async () => {
  const { body } = await gateway.anonymous().get('/api/docs/openapi.json').expect(200);
  const { paths, openapi } = body as { openapi: string; paths: Record<string, object> };
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/assets/plants', '/api/v1/identity/me', '/api/v1/intake/import-jobs', '/api/v1/workflows/deadlines']));
  expect(Object.keys(paths)).not.toEqual(expect.arrayContaining(['/api/v1/identity/access']));
});
