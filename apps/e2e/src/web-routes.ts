import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { web } from './web-source.ts';
import type { Records } from './tenant-records.ts';

const rooms = join(web, 'src', 'app', 'rooms');
/** Parts of a page that have no route of their own. */
const parts = [
  ...['components', 'performance', 'performance&month=2026-01', 'performance&year=2025', 'readings', 'readings&span=week&on=2026-10-25', 'maintenance', 'history', 'history&asOf=2020-01-01'].map((section) => `/plants/$plantId?section=${section}`),
  '/plants/$plantId?section=components&component=$componentId', '/plants/$plantId?section=components&component=new', '/plants/$plantId?section=maintenance&maintenance=$maintenanceId', '/plants/$plantId?section=maintenance&maintenance=new',
  '/plants/$plantId?section=documents', '/documents?text=polizza&view=within30', '/document-templates?template=connection-request-cover-letter&plant=$plantId',
  '/plants?type=Geothermal', '/change-sets?status=all', '/tasks?view=all', '/tasks?view=overdue', '/workflows?start=any', '/workflows/$workflowId?task=$taskId', '/workflow-templates?compose=yes',
  ...['security', 'sessions', 'keys', 'notifications'].map((section) => `/profile?section=${section}`),
  '/imports?status=failed', '/imports/new?file=$sourceFileId', '/recipe-templates?text=nothing-like-it', '/notifications?unread=true', '/roles/explain?permission=assets.plant.read', '/events/unconsumed?state=replayed&service=intake',
  '/imports/new?file=$sourceFileId&target=assets.plants', '/imports/new?file=$sourceFileId&recipe=$name', '/imports/$importJobId?row=1', '/deliveries?delivery=$deliveryId', '/events/unconsumed?letter=$deadLetterId&of=workflows', '/retention?list=$disposalListId', '/api-keys?key=$apiKeyId',
];

/** The paths of every route of the web application, as its rooms name them, parameters and all. */
export function webRoutes(): string[] {
  return readdirSync(rooms).flatMap((file) => [...readFileSync(join(rooms, file), 'utf8').matchAll(/^ {2}path: '([^']+)'/gm)].map(([, path]) => path ?? ''));
}

/** Where to go to see every route and every part of one, with records that are there. */
export function webAddresses(records: Records): string[] {
  return [...webRoutes(), ...parts].map((route) => route.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const record = records[name];
    if (!record) throw new Error(`${route}: there is no record called ${name}`);
    return record;
  }));
}
