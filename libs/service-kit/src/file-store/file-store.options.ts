import { z } from 'zod';

/** A variable that is there and empty is one that is not there. */
const unlessEmpty = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);

/** Where a service keeps files, as its environment says it: part of the configuration of a service that has some. */
export const fileStoreVariables = {
  /** A local folder, or a bucket that speaks the protocol of Amazon S3. */
  FILE_STORE: unlessEmpty(z.enum(['folder', 's3']).default('folder')),
  /** Folder of the local file store; no two services share one. */
  FILES_DIR: z.string().min(1),
  /** With `FILE_STORE=s3`. Without keys those of the machine or its role are taken. */
  S3_BUCKET: unlessEmpty(z.string().min(3).optional()),
  S3_REGION: unlessEmpty(z.string().min(1).default('eu-south-1')),
  S3_ENDPOINT: unlessEmpty(z.url().optional()),
  S3_ACCESS_KEY_ID: unlessEmpty(z.string().min(1).optional()),
  S3_SECRET_ACCESS_KEY: unlessEmpty(z.string().min(1).optional()),
  /** What the names of all objects begin with: services that share a bucket differ in it. */
  S3_PREFIX: z.string().regex(/^([\w.-]+\/)*$/).default(''),
};
const FileStoreOptions = z.object(fileStoreVariables);
export type FileStoreOptions = z.infer<typeof FileStoreOptions>;

/** For `refine` on the configuration that holds the variables. */
export const bucketIsNamed: [(config: Pick<FileStoreOptions, 'FILE_STORE' | 'S3_BUCKET'>) => boolean, { path: string[]; message: string }] = [
  ({ FILE_STORE, S3_BUCKET }) => FILE_STORE === 'folder' || S3_BUCKET !== undefined,
  { path: ['S3_BUCKET'], message: 'is needed with FILE_STORE=s3' },
];
