import { z } from 'zod';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { ServiceConfig } from '@kairos/service-kit';

type UrlVariable = { [S in ServiceName]: `${Uppercase<S>}_URL` }[ServiceName];

/** `ASSETS_URL` and its like: one per service of the topology. */
const upstreamUrls = Object.fromEntries(serviceNames.map((service) => [variableOf(service), z.url()])) as Record<UrlVariable, z.ZodURL>;
const count = (usual: number) => z.coerce.number().int().min(1).default(usual);

export const GatewayConfig = ServiceConfig.pick({ HOST: true, PORT: true, LOG_LEVEL: true, DRAIN_MS: true, NATS_URL: true, NATS_USER: true, NATS_PASSWORD: true, JWKS_URL: true }).extend({
  ...upstreamUrls,
  /** The edge believes nobody's `X-Forwarded-*` unless told to. */
  TRUSTED_PROXIES: z.string().default(''),
  /** Metrics are served on a port of their own, which the public does not reach. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  UPSTREAM_TIMEOUT_MS: count(60_000),
  /** What the gateway shows identity when it exchanges an API key. */
  SERVICE_SECRET: z.string().min(1),
  /** Requests a minute of one user, of which a screen of the web application makes some ten; of one address nobody signed in from, an hour; of one tenant, an hour, instead of what its plan allows. */
  RATE_LIMIT_PER_USER: count(600),
  RATE_LIMIT_PER_TENANT: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(1).optional()),
  RATE_LIMIT_PER_ADDRESS: count(1000),
  LIVE_CONNECTIONS_PER_USER: count(6),
  LIVE_CONNECTIONS: count(2000),
  LIVE_WINDOW_EVENTS: count(20_000),
  LIVE_WINDOW_BYTES: count(32 * 1024 * 1024),
  LIVE_WINDOW_MINUTES: count(10),
  LIVE_BUFFER_BYTES: count(1024 * 1024),
  LIVE_HEARTBEAT_MS: count(15_000),
  LIVE_RECHECK_MS: count(20_000),
  /** Where `<service>.openapi.json` lie, `docs/api` by default. */
  API_DOCUMENTS_DIR: z.string().min(1).optional(),
  /** Where the built web application lies, `apps/web/dist/site` by default. */
  WEB_DIR: z.string().min(1).optional(),
});
export type GatewayConfig = z.infer<typeof GatewayConfig>;
export const GATEWAY_CONFIG = Symbol('GATEWAY_CONFIG');

export type Upstream = { service: ServiceName; url: string };

export function upstreamsOf(config: Pick<GatewayConfig, UrlVariable>): Upstream[] {
  return serviceNames.map((service) => ({ service, url: config[variableOf(service)] }));
}

function variableOf(service: ServiceName): UrlVariable {
  return `${service.toUpperCase()}_URL` as UrlVariable;
}
