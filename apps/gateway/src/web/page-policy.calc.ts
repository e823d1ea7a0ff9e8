/**
 * What the web application may do in a browser: files of this origin alone, and style elements that carry the nonce of the page,
 * which the component library writes its variables into.
 */
export function webPolicy(nonce: string): string {
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "manifest-src 'self'", "frame-src blob:", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

const page = /^\/(?!(api|healthz|assets|metrics)(\/|\?|$))(([a-z][a-z-]*)(\/[\w-]+)*\/?)?(\?|$)/;

/** Whether an address is one of the web application's, where a route of its own decides what is shown: words and ids, nothing that could be another spelling of a route of the API. */
export function isPage(url: string): boolean {
  return page.test(url);
}
