import { describe, expect, it } from '@jest/globals';
import { Manifest, tableEntry, tableOfEntry } from './manifest.ts';

const withFile = (path: string) => Manifest.safeParse({
  formatVersion: 1, productVersion: '0.1.0', createdAt: '2026-11-21T10:00:00Z', services: [], files: [{ path, bytes: 0, sha256: '0'.repeat(64) }],
}).success;

describe('a manifest', () => {
  it.each(['secrets.json', 'keys/2026-11-21-9246ed12.pem', 'files/0a/bc', 'documents/0a/bc'])('may name %s', (path) => expect(withFile(path)).toBe(true));

  it.each(['../secrets.json', 'keys/../../x', 'files/..', 'files/a/../../../etc/passwd', '/etc/passwd', 'files//etc/passwd', 'operator.json', 'postgres/PG_VERSION', 'keys/a/b', 'files/.ssh', 'documents/..'])('may not name %s', (path) =>
    expect(withFile(path)).toBe(false));

  it('finds the table that a file of the archive belongs to, whatever its name', () => {
    expect(tableOfEntry(tableEntry('assets', 'Odd name.copy', 12))).toEqual({ service: 'assets', table: 'Odd name.copy' });
    expect(tableOfEntry('files/database/assets/plant')).toBeUndefined();
  });
});
