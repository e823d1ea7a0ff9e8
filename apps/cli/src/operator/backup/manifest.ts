import { z } from 'zod';
import { serviceNames } from '@kairos/contracts';

/** Raised when an older program could not read what is written. */
export const formatVersion = 2;
export const manifestName = 'manifest.json';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Identifier = z.string().min(1).max(63);

/** Rows in COPY's text format, in the files `database/<service>/<table>.<n>.copy` one after the other. */
const Table = z.object({ name: Identifier, columns: z.array(Identifier), rows: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256: Sha256 });
const Sequence = z.object({ table: Identifier, column: Identifier, lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() });
const Service = z.object({ name: z.enum(serviceNames), migrations: z.array(z.string()), tables: z.array(Table), sequences: z.array(Sequence) });

/** No way out of the folder it is restored into. */
const path = /^(secrets\.json|keys\/[\w-][\w.-]*|(files|documents)(\/[\w-][\w.-]*)+)$/;
const StoredFile = z.object({ path: z.string().regex(path), bytes: z.int().nonnegative(), sha256: Sha256 });

/** What a backup holds, written last: the digest of every part. */
export const Manifest = z.object({
  formatVersion: z.int().positive(),
  productVersion: z.string(),
  createdAt: z.iso.datetime(),
  services: z.array(Service),
  files: z.array(StoredFile),
});
export type Manifest = z.infer<typeof Manifest>;
export type ServicePart = z.infer<typeof Service>;
export type TablePart = z.infer<typeof Table>;
export type SequencePart = z.infer<typeof Sequence>;
export type FilePart = z.infer<typeof StoredFile>;

export function tableEntry(service: string, table: string, chunk: number): string {
  return `database/${service}/${table}.${String(chunk).padStart(6, '0')}.copy`;
}

/** Which table's rows an entry of the archive continues; undefined for any other entry. */
export function tableOfEntry(name: string): { service: string; table: string } | undefined {
  const [, service, table] = /^database\/([^/]+)\/([^/]+)\.\d{6,}\.copy$/.exec(name) ?? [];
  return service && table ? { service, table } : undefined;
}
