import type { AuditRecorded, EventData } from '@kairos/contracts';

type Told = EventData<typeof AuditRecorded>;

/** What a record is filed under, by the kind of thing it is about. What is not named here goes by its service. */
const categories: Readonly<Record<string, string>> = {
  Session: 'auth', Password: 'auth', Passkey: 'auth', TotpFactor: 'auth', RecoveryCodes: 'auth', MfaPolicy: 'auth', IdentityProvider: 'auth', OidcProvider: 'auth', SignIn: 'auth',
  User: 'user', Membership: 'user', Invitation: 'user', Me: 'user', Account: 'user',
  Role: 'role', ApiKey: 'api-key', ServiceToken: 'api-key', Tenant: 'tenant', Setting: 'settings', AuditRecord: 'audit', AuditExport: 'audit',
  Plant: 'plant', PlantBatch: 'plant', Deadline: 'deadline', ObligationPack: 'deadline',
  SourceFile: 'file', Recipe: 'import', ImportJob: 'import',
};

export function categoryOf({ service, resourceType }: Pick<Told, 'service' | 'resourceType'>): string {
  return categories[resourceType] ?? service;
}

/** One sentence for people: `Redefine role: membership “Anna Rossi” was denied (permission-missing)`. Made of names, never of values. */
export function describe({ action, resourceType, status, errorCode, count }: Pick<Told, 'action' | 'resourceType' | 'status' | 'errorCode' | 'count'>, resourceName: string | null): string {
  const [verb = '', noun = ''] = action.split('.').reverse();
  const resource = words(resourceType);
  const isAboutItself = words(noun) === resource;
  const command = `${words(verb)} ${isAboutItself || noun === '' ? resource : words(noun)}`;
  const named = resourceName ? ` “${resourceName}”` : '';
  const what = `${command.charAt(0).toUpperCase()}${command.slice(1)}${isAboutItself || noun === '' ? named : `: ${resource}${named}`}`;
  const many = count > 1 ? `, ${count} at once` : '';
  const ending = status === 'denied' ? ' was denied' : status === 'failure' ? ' failed' : '';
  return `${what}${many}${ending}${errorCode ? ` (${errorCode})` : ''}`.slice(0, 1000);
}

function words(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').replaceAll(/[-_]/g, ' ').toLowerCase();
}
