import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { gatewayPort as usualGatewayPort, serviceNames, targetAddress, targetServices, topology } from '@kairos/contracts';
import type { ServiceName } from '@kairos/contracts';

/** Who checks a secret keeps its digest only. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export type DatabaseRole = 'owner' | 'app' | 'relay' | 'reader' | 'jobs';
export const databaseRoles: DatabaseRole[] = ['owner', 'app', 'relay', 'reader', 'jobs'];
export type Program = ServiceName | 'gateway';
export const programs: Program[] = [...serviceNames, 'gateway'];

/** The addresses and folders that the environments of all services are made from. */
export type Stack = {
  gatewayPort: number;
  /** Superuser address of the database that holds every service's schema. */
  databaseUrl: string;
  natsUrl: string;
  keys: string;
  files: string;
  secret: (name: string) => string;
};

/** Names of the secrets that a stack needs. */
export function secretNames(): string[] {
  const roles = serviceNames.flatMap((service) => databaseRoles.map((role) => roleSecret(service, role)));
  return ['postgres', ...roles, ...['admin', ...programs].map(natsSecret), 'service:intake', 'service:gateway'];
}

export const roleSecret = (service: string, role: DatabaseRole): string => `postgres:${service}_${role}`;
export const natsSecret = (user: string): string => `nats:${user}`;

/** The gateway's port is the one people choose; services keep their distance to it. */
export function portOf(program: Program, gatewayPort: number): number {
  return program === 'gateway' ? gatewayPort : gatewayPort + topology[program].port - usualGatewayPort;
}

export function portsOf(gatewayPort: number): Record<Program, number> {
  return Object.fromEntries(programs.map((program) => [program, portOf(program, gatewayPort)])) as Record<Program, number>;
}

/** The same database, addressed as another role. */
export function asRole(databaseUrl: string, user: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

function roleUrl(stack: Pick<Stack, 'databaseUrl' | 'secret'>, service: ServiceName, role: DatabaseRole): string {
  return asRole(stack.databaseUrl, `${service}_${role}`, stack.secret(roleSecret(service, role)));
}

const urlOf = (program: Program, gatewayPort: number): string => `http://127.0.0.1:${portOf(program, gatewayPort)}`;

/** V8 lets garbage lie for as long as a large machine has room; a service needs little, and leaves the rest to the database. */
const modestHeap = '--max-old-space-size=512 --max-semi-space-size=8';
/** Room for the chunks of an import that are in hands at once: with less, what lives for a moment is moved out with what stays. */
const heapForImports = '--max-old-space-size=512 --max-semi-space-size=32';

function common(stack: Stack, program: Program): Record<string, string> {
  const identity = urlOf('identity', stack.gatewayPort);
  return {
    HOST: '127.0.0.1',
    PORT: String(portOf(program, stack.gatewayPort)),
    NATS_URL: stack.natsUrl,
    NATS_USER: program,
    NATS_PASSWORD: stack.secret(natsSecret(program)),
    IDENTITY_URL: identity,
    JWKS_URL: `${identity}/.well-known/jwks.json`,
    LOG_LEVEL: 'info',
    NODE_OPTIONS: program === 'intake' || program === 'assets' ? heapForImports : modestHeap,
  };
}

/** Without a mail server of their own, people read what was sent in `mail/`. */
function mail({ files, gatewayPort }: Stack): Record<string, string> {
  const { SMTP_URL = '', MAIL_FROM = '', PUBLIC_URL = urlOf('gateway', gatewayPort).replace('127.0.0.1', 'localhost') } = process.env;
  return { SMTP_URL, MAIL_FROM, PUBLIC_URL, MAIL_DIR: join(dirname(files), 'mail') };
}

/** Files lie in a folder unless a bucket is named; in a bucket, what each service keeps stands under a name of its own. */
function fileStore(folder: string, prefix = ''): Record<string, string> {
  const { FILE_STORE = '', S3_BUCKET = '', S3_REGION = '', S3_ENDPOINT = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '', S3_PREFIX = '' } = process.env;
  return { FILES_DIR: folder, FILE_STORE, S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PREFIX: `${S3_PREFIX}${prefix}` };
}

/** Documents lie beside the files that are imported. */
export const documentsIn = (files: string): string => join(dirname(files), 'documents');

const own: Partial<Record<Program, (stack: Stack) => Record<string, string>>> = {
  identity: (stack) => ({
    SIGNING_KEYS_DIR: stack.keys,
    SERVICE_SECRETS_SHA256: JSON.stringify({ intake: sha256(stack.secret('service:intake')), gateway: sha256(stack.secret('service:gateway')) }),
    ...mail(stack),
  }),
  workflows: (stack) => fileStore(documentsIn(stack.files), 'documents/'),
  intake: (stack) => ({
    ...Object.fromEntries(targetServices.map((service) => [targetAddress(service), urlOf(service, stack.gatewayPort)])),
    ...fileStore(stack.files),
    SEALING_KEYS_DIR: stack.keys,
    SERVICE_SECRET: stack.secret('service:intake'),
  }),
  gateway: (stack) => ({
    ...Object.fromEntries(serviceNames.map((service) => [`${service.toUpperCase()}_URL`, urlOf(service, stack.gatewayPort)])),
    SERVICE_SECRET: stack.secret('service:gateway'),
    // Everybody on this machine is one address, and often one user.
    RATE_LIMIT_PER_USER: '6000',
    RATE_LIMIT_PER_TENANT: '1000000',
    RATE_LIMIT_PER_ADDRESS: '36000',
  }),
};

/** The whole environment of one service: what it may know, and nothing of the others. */
export function environmentOf(stack: Stack, program: Program): Record<string, string> {
  const database: Record<string, string> =
    program === 'gateway'
      ? {}
      : {
          DATABASE_URL: roleUrl(stack, program, 'app'),
          DATABASE_RELAY_URL: roleUrl(stack, program, 'relay'),
          DATABASE_DIRECT_URL: roleUrl(stack, program, 'relay'),
          DATABASE_JOBS_URL: roleUrl(stack, program, 'jobs'),
        };
  const behindGateway: Record<string, string> = program === 'gateway' ? {} : { TRUSTED_PROXIES: 'loopback' };
  return { ...common(stack, program), ...behindGateway, ...database, ...own[program]?.(stack) };
}

/** What migrations of one service connect with. */
export function ownerUrl(stack: Pick<Stack, 'databaseUrl' | 'secret'>, service: ServiceName): string {
  return roleUrl(stack, service, 'owner');
}

/** Variables made from secrets: the side that checks one is given its digest. */
export function digestVariables(secret: (name: string) => string): Record<string, string> {
  return { KAIROS_SERVICE_INTAKE_SHA256: sha256(secret('service:intake')), KAIROS_SERVICE_GATEWAY_SHA256: sha256(secret('service:gateway')) };
}

/** The environment variable that carries a secret into a container: `nats:intake` becomes KAIROS_NATS_INTAKE. */
export function variableOf(secretName: string): string {
  return `KAIROS_${secretName.replace(/[^a-z]/g, '_').toUpperCase()}`;
}
