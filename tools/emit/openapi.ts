import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { wantsOf } from '@kairos/auth';
import * as contracts from '@kairos/contracts';
import { openApiOf, routesIn, type JsonObject, type RouteAccess } from '@kairos/http';
import { parseEnv, type AppDefinition } from '@kairos/service-kit';
import { environmentOf, type Program, type Stack } from '../stack/environments.ts';
import { repository } from '../stack/home.ts';

const descriptions: Record<Program, string> = {
  identity: 'Tenants, users, roles, sessions and the audit trail.',
  assets: 'The portfolio: plants and what is known about them.',
  workflows: 'Obligations of plants, their deadlines and the packs of rules they come from.',
  intake: 'Files, recipes and the imports made of both.',
  gateway: 'The one origin of the platform, and the live stream of its events.',
};

export const platformVersion = (JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string }).version;

/** The OpenAPI document of one built service. Its module is only looked at: no provider is made, no server asked. */
export async function openApiOfService(service: Program): Promise<JsonObject> {
  const entry = join(repository, 'apps', service, 'dist', 'index.js');
  if (!existsSync(entry)) throw new Error(`${service} is not built: run npm run build first`);
  const exported = (await import(pathToFileURL(entry).href)) as Record<string, AppDefinition>;
  const definition = exported[`${service}Service`];
  if (!definition) throw new Error(`${entry} exports no ${service}Service`);
  const module = withNowhere((stack) => definition.module(parseEnv(definition.config, environmentOf(stack, service))));
  const silent = routesIn(module).filter(({ returned }) => !returned);
  // Only the gateway serves pages.
  if (service !== 'gateway' && silent.length > 0) throw new Error(`${service}: declare @Returns on ${silent.map(({ name }) => name).join(', ')}`);
  return openApiOf({ service, version: platformVersion, description: descriptions[service], module, schemas: contracts, accessOf });
}

function accessOf(handler: object): RouteAccess {
  const read = (key: string): string | undefined => Reflect.getMetadata(key, handler) as string | undefined;
  const { closedTo = [], ownProof = false, stepUp = false, changesNothing = false } = wantsOf(handler) ?? {};
  return { permission: read('kairos:permission'), publicBecause: read('kairos:public'), stepUp, ownProof, changesNothing, inPerson: closedTo.includes('api-key') };
}

/** A stack of addresses where nothing listens: enough to describe a service, of no use to run one. */
function withNowhere<T>(work: (stack: Stack) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-emit-'));
  try {
    return work({ gatewayPort: 4000, databaseUrl: 'postgres://nobody@127.0.0.1:1/kairos', natsUrl: 'nats://127.0.0.1:1', keys: folder, files: folder, secret: () => 'nowhere' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
