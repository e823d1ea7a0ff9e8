/** Tables of a tenant that stay writable when it is suspended, expired or cancelled, each with the reason. All others are guarded. */
export const writableWhenReadOnly: Record<string, string> = {
  '*.membership_access': 'a projection: only events write it',
  '*.api_key_access': 'a projection: only events write it',
  '*.revoked_session': 'a projection: only events write it',
  '*.tenant_terms': 'a projection: it says that the tenant is read-only, and when that ends',
  '*.idempotency_key': 'written with the command it belongs to, which is refused itself',
  '*.outbox_message': 'sign-ins and what consumers do is told',
  '*.inbox_message': 'events go on having their effect',
  '*.dead_letter': 'events that could not be consumed are kept',
  'workflows.plant_facts': 'a projection: only events write it',
  'identity.session': 'people of a read-only tenant sign in and out',
  'identity.refresh_token': 'people of a read-only tenant stay signed in',
  'identity.api_key': 'a key is revoked whenever that is wanted; making one is refused by the guard',
  'identity.api_key_secret': 'goes with its key',
  'identity.access_catalogue': 'a new release tells every tenant’s access again',
  'identity.audit_record': 'the trail goes on',
  'identity.audit_chain': 'where the trail stands; without it no record finds its place',
};
