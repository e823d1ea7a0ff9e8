/** Tables and views of identity that hold more than one tenant's rows without a tenant policy, and why. */
export const globalTables: Readonly<Record<string, string>> = {
  user: 'a person may belong to several tenants, and is looked up by e-mail address before any of them is known; no grants',
  mailed_token: 'a link in a mail is opened before any tenant is known; digests alone; no grants',
  account_link: 'a person’s, who may belong to several tenants; opened by a token before any of them is known; no grants',
  outgoing_mail: 'mail to people who may belong to several tenants or to none yet; no grants',
  sign_in_failure: 'wrong passwords are counted before it is known whether the account exists; digests alone; no grants',
  refused_sign_in: 'sign-ins that were refused, before it is known whose trail they belong to; no grants',
  passkey: 'the public keys of a person, in every tenant; no grants',
  passkey_challenge: 'what authenticators are asked to sign, before anybody is known; digests alone; no grants',
  recovery_code: 'what stands in for a person’s authenticator, in every tenant; digests alone; no grants',
  sign_in_challenge: 'a sign-in between the password and the second factor; digests alone; no grants',
  totp_factor: 'the authenticator of a person, in every tenant; sealed; no grants',
  operator_setting: 'one row: what the operator has set for the whole installation; no grants',
  tenant_user: 'a view of the people of the current tenant alone, without their password',
};
