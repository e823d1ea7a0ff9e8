/** Routes that services keep for one another: at the edge they do not exist. */
const internalRoutes = ['/api/v1/identity/access', '/api/v1/identity/service-tokens', '/api/v1/identity/api-key-tokens'];

/**
 * Whether a path, however it is written, leads to an internal route. It is decoded as the service's own router would, and
 * loses its dot segments as on the way there, so that neither `/%61ccess` nor `/./access` finds a way around.
 */
export function isInternal(url: string): boolean {
  const segments: string[] = [];
  for (const segment of decodeURIComponent(url.split(/[?#;]/, 1)[0] ?? '').toLowerCase().split(/[\\/]+/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  const path = `/${segments.join('/')}`;
  return internalRoutes.some((route) => path === route || path.startsWith(`${route}/`));
}
