import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { TestGateway } from '../test/gateway.builder.ts';

let gateway: TestGateway;
const site = mkdtempSync(join(tmpdir(), 'kairos-site-'));
const script = 'export const answer = 42;\n'.repeat(100);

beforeAll(async () => {
  mkdirSync(join(site, 'assets'));
  writeFileSync(join(site, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script type="module" src="/assets/index-abc.js" nonce="__CSP_NONCE__"></script>');
  writeFileSync(join(site, 'kairos.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(site, 'assets', 'index-abc.js'), script);
  writeFileSync(join(site, 'assets', 'index-abc.js.gz'), gzipSync(script));
  writeFileSync(join(site, 'secret.txt'), 'not for anyone');
  gateway = await TestGateway.start({ environment: { WEB_DIR: site, RATE_LIMIT_PER_ADDRESS: '20' } });
});
afterAll(async () => {
  await gateway?.stop();
  rmSync(site, { recursive: true });
});

it('shows the application at every address that is nobody else’s, with a nonce that no other page has', async () => {
  const nonces = await Promise.all(['/', '/plants', '/plants/42?tab=documents', '/apiary'].map(async (path) => {
    const { text, headers } = await gateway.anonymous().get(path).expect(200).expect('content-type', /html/).expect('cache-control', 'no-store');
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(text).not.toContain('__CSP_NONCE__');
    return nonce;
  }));
  expect(new Set(nonces).size).toBe(nonces.length);
});

it('serves files packed as they are, to be kept as long as anyone likes, and counts them against nobody', async () => {
  for (let time = 0; time < 30; time += 1) {
    const { text, headers } = await gateway.anonymous().get('/assets/index-abc.js').set('accept-encoding', 'gzip').expect(200);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'public, max-age=31536000, immutable' });
    expect(text).toBe(script);
  }
});

it('serves nothing but the files of the application, and answers no other method', async () => {
  for (const path of ['/assets/..%2fsecret.txt', '/assets/nothing.js', '/secret.txt', '//api/v1/identity/access']) await gateway.anonymous().get(path).expect(404);
  await gateway.anonymous().post('/plants', {}).expect(404);
});

it('leaves to the API what is the API’s', async () => {
  const { headers, body } = await gateway.anonymous().get('/api/v1/nothing').expect(404);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toHaveProperty('code');
  await gateway.anonymous().get('/healthz/live').expect(200);
  const refused = await gateway.anonymous().get('/plants?a%00=1').expect(400);
  expect([refused.headers['content-type'], (refused.body as { code: string }).code]).toEqual([expect.stringContaining('problem+json'), 'nul-character']);
});
