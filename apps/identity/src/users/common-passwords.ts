import { readFileSync } from 'node:fs';

/** Passwords that lists of leaked ones hold, in lower case without separators. Where they come from stands beside them. */
export const commonPasswords: ReadonlySet<string> = new Set(readFileSync(new URL('../../data/common-passwords.txt', import.meta.url), 'utf8').trim().split('\n'));
