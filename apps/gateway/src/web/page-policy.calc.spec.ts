import { expect, it } from '@jest/globals';
import { isPage, webPolicy } from './page-policy.calc.ts';

it('lets nothing inline run, and no style but that of the page', () => {
  const policy = webPolicy('abc');
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
  expect(policy).toContain("style-src 'self' 'nonce-abc'");
});

it.each(['/', '/plants', '/plants?type=Wind', '/apiary', '/sign-in', '/plants/0199a1b2-1111-7abc-8def-001122334455', '/plants/'])('takes %s for a page', (url) => expect(isPage(url)).toBe(true));
it.each(['/api', '/api/v1/assets/plants', '/healthz', '/healthz/live', '/assets/index.js', '/metrics', '//api/v1/identity/access', '/%61pi/v1', '/API/v1', '/plants/../api', '/plants;x', '/secret.txt'])('leaves %s to who answers it', (url) => expect(isPage(url)).toBe(false));
