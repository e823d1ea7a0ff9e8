export { Browser, type Page } from './browser.ts';
export { issuerClient, OidcIssuer } from './oidc-issuer.ts';
