import type { IncomingHttpHeaders } from 'node:http';

/** RFC 9110 section 7.6.1, and `expect`, which ends at the gateway. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'http2-settings']);
/** What a client could use to pass for another address, scheme, method or path. */
const spoofable = /^(x-forwarded(-.*)?|forwarded|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|x-original-(url|host)|x-rewrite-url|x-http-method(-override)?|x-method-override|via)$/;
const traceparent = /^[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

export type Edge = { requestId: string; address: string; protocol: string; host: string };

/** The headers a service gets: the client's, without what ends here or could deceive, and the edge's own word on who called. */
export function upstreamHeaders(service: string, headers: IncomingHttpHeaders, edge: Edge): IncomingHttpHeaders {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !spoofable.test(name)));
  // Identity alone works with cookies; the others have no use for a refresh token.
  if (service !== 'identity') delete passed['cookie'];
  if (!traceparent.test(String(passed['traceparent'] ?? ''))) {
    delete passed['traceparent'];
    delete passed['tracestate'];
  }
  return {
    ...passed,
    'x-request-id': edge.requestId,
    'x-forwarded-for': edge.address,
    'x-forwarded-proto': edge.protocol,
    'x-forwarded-host': edge.host,
  };
}
