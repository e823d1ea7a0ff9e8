import type { IdentityProviderView, TryRoleMappingBody } from '@kairos/contracts';

type Claims = TryRoleMappingBody['claims'];

/** Claims of somebody made up, with the first value that a rule looks for at the place where the provider looks for it. */
export function sampleClaims({ claims, rules, allowedEmailDomains }: Pick<IdentityProviderView, 'claims' | 'rules' | 'allowedEmailDomains'>): Claims {
  const said: Claims = { [claims.email]: `ada@${allowedEmailDomains[0] ?? 'example.org'}`, [claims.emailVerified]: true, [claims.displayName]: 'Ada Rossi' };
  const [value] = rules.map(({ claimValue }) => claimValue.replaceAll('*', ''));
  return { ...said, ...at(claims.roles.split('.'), [value ?? 'staff']) };
}

function at([first = '', ...rest]: string[], values: string[]): Claims {
  return { [first]: rest.length === 0 ? values : at(rest, values) };
}

/** The claims that somebody typed; undefined for what is no JSON object. */
export function claimsIn(text: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}
