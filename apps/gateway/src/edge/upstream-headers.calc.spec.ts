import { describe, expect, it } from '@jest/globals';
import { isInternal } from './internal-routes.calc.ts';
import { upstreamHeaders } from './upstream-headers.calc.ts';

const edge = { requestId: 'r', address: '203.0.113.5', protocol: 'https', host: 'kairos.example' };

describe('the headers a service gets', () => {
  it('keeps what concerns the service', () => {
    const kept = { accept: 'text/csv', 'if-match': '"3"', 'idempotency-key': 'k', authorization: 'Bearer x', 'content-length': '3' };
    expect(upstreamHeaders('assets', kept, edge)).toMatchObject(kept);
  });

  it('replaces every claim about where the request came from', () => {
    const claims = { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-port': '1', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6', 'true-client-ip': '6.6.6.6', 'x-original-url': '/metrics' };
    expect(upstreamHeaders('assets', claims, edge)).toEqual({ 'x-request-id': 'r', 'x-forwarded-for': '203.0.113.5', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'kairos.example' });
  });

  it('drops what belongs to the connection', () => {
    expect(Object.keys(upstreamHeaders('assets', { te: 'trailers', upgrade: 'websocket', expect: '100-continue', 'keep-alive': 'timeout=5' }, edge))).toHaveLength(4);
  });

  it('drops the state of a trace with the trace', () => {
    expect(upstreamHeaders('assets', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, tracestate: 'a=b' }, edge)).not.toHaveProperty('tracestate');
  });
});

describe('internal routes', () => {
  it.each(['/api/v1/identity/access', '/api/v1/identity/access?x=1', '/api/v1/identity/%61ccess', '/api/v1//identity/access/', '/api/v1/identity/service-tokens', '/api/v1/identity/ACCESS', '/api/v1/identity/./access', '/api/v1/identity/x/%2e%2e/access', '/api/v1/assets/..\\identity/./service-tokens'])('include %s', (url) => {
    expect(isInternal(url)).toBe(true);
  });
  it.each(['/api/v1/identity/me', '/api/v1/identity/access-reviews', '/api/v1/assets/plants?x=/api/v1/identity/access'])('do not include %s', (url) => {
    expect(isInternal(url)).toBe(false);
  });
});
