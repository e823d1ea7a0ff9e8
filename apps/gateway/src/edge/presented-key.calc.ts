import type { IncomingHttpHeaders } from 'node:http';
import { isApiKey } from '@kairos/auth';
import { ApiKeyInAddress, ApiKeyMalformed, TwoCredentials } from './api-key.errors.ts';

const bearerKey = /^Bearer (kairos_\S*)$/i;
const keyInAddress = /kairos_[psi]k_[0-9A-Za-z]{20}/;

/**
 * The API key of a request, from `Authorization: Bearer kairos_…` or `X-API-Key`; undefined when there is none.
 *
 * @throws ApiKeyMalformed, TwoCredentials, and ApiKeyInAddress for one that was put where it would be logged
 */
export function presentedKey(headers: IncomingHttpHeaders, url: string): string | undefined {
  if (keyInAddress.test(decoded(url))) throw new ApiKeyInAddress();
  const { authorization, 'x-api-key': header } = headers;
  if (header === undefined) return wellFormed(bearerKey.exec(authorization ?? '')?.[1]);
  if (authorization !== undefined) throw new TwoCredentials();
  return wellFormed(String(header));
}

function wellFormed(key: string | undefined): string | undefined {
  if (key !== undefined && !isApiKey(key)) throw new ApiKeyMalformed();
  return key;
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
