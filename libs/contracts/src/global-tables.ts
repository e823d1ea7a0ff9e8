/** Tables without a tenant, each with the reason it may exist. Anything else without forced row-level security is a fault. */
export const globalTables: Record<string, string> = {
  '*.schema_migration': 'which migrations have run; only the owner writes it',
  '*.known_tenant': 'the tenants a service has heard of, for sweeps that then work one tenant at a time; ids alone',
  '*.access_beat': 'one row: how far identity’s access events have been seen',
  'identity.user': 'a person may belong to several tenants and is looked up before any of them is known; closed to the app role',
  'identity.sign_in_failure': 'wrong passwords by account and by address, under digests; closed to the app role',
  'identity.account_link': 'what a link in a mail may do with one account; closed to the app role',
  'identity.outgoing_mail': 'mail that waits, to people who may belong to several tenants or to none yet; closed to the app role',
  'identity.mailed_token': 'digests of the tokens in mailed links, which are opened before any tenant is known; closed to the app role',
  'identity.totp_factor': 'what a person holds beside the password is theirs in every tenant; sealed secrets; closed to the app role',
  'identity.recovery_code': 'digests of the codes that stand in for a person’s authenticator in every tenant; closed to the app role',
  'identity.sign_in_challenge': 'digests of sign-ins between the password and the second factor, before any tenant is entered; closed to the app role',
  'identity.operator_setting': 'one row: what the operator has set for the whole installation; closed to the app role',
  'identity.passkey': 'public keys by which a person signs in to any of their tenants; closed to the app role',
  'identity.passkey_challenge': 'digests of what authenticators are asked to sign, before anybody is known; closed to the app role',
  'identity.refused_sign_in': 'sign-ins that were refused, before it is known whose trail they belong to; closed to the app role',
  'intake.import_tenant_turn': 'when a job of a tenant was last taken up, so that tenants take turns: tenant ids alone',
  'intake.import_job_lease': 'which job is due and who works on it: tenant and job ids alone, so that a worker finds jobs of every tenant',
  'intake.delivery_turn': 'which delivery is due and who sends it: ids alone, so that a worker finds deliveries of every tenant',
  'intake.delivery_lane': 'how fast each connector and webhook may be asked and whether it works: ids and numbers alone, shared by all workers',
};

/** Global tables that hold what a person would call data: the app role has no right to them at all. */
export const closedTables = [
  'identity.user', 'identity.outgoing_mail', 'identity.mailed_token', 'identity.sign_in_failure', 'identity.account_link',
  'identity.totp_factor', 'identity.recovery_code', 'identity.sign_in_challenge', 'identity.passkey', 'identity.passkey_challenge',
  'identity.refused_sign_in',
];
