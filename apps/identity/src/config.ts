import { z } from 'zod';
import { TenantPlan } from '@kairos/contracts';
import { ServiceConfig } from '@kairos/service-kit';

const SecretDigests = z
  .string()
  .default('{}')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().min(1), z.string().regex(/^[\da-f]{64}$/, 'must be a SHA-256 in lower-case hex')));

/** A variable that is there and empty is one that is not there. */
const optional = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Where mail goes: to a server (`smtp://user:password@host:587`, `smtps://…`) or else into a folder; and where its links lead. */
export const MailConfig = z.object({
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_DIR: optional(z.string()),
  MAIL_FROM: z.string().default('').transform((from) => from || 'Kairos <kairos@localhost.localdomain>'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
});

const count = (usual: number) => z.coerce.number().int().min(1).default(usual);

/** How many wrong passwords lock an account, or an address, for how long. */
export const SignInConfig = z.object({
  SIGN_IN_FAILURES_PER_ACCOUNT: z.coerce.number().int().min(1).default(5),
  SIGN_IN_FAILURES_PER_ADDRESS: z.coerce.number().int().min(1).default(5),
  SIGN_IN_LOCK_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  /** How often one address may ask for new passwords within that time. */
  PASSWORD_RESETS_PER_ADDRESS: z.coerce.number().int().min(1).default(20),
});
export type SignInConfig = z.infer<typeof SignInConfig>;
export const SIGN_IN_CONFIG = Symbol('SIGN_IN_CONFIG');

export const IdentityConfig = ServiceConfig.extend({
  ...MailConfig.shape,
  ...SignInConfig.shape,
  SIGNING_KEYS_DIR: z.string().min(1),
  /** Where the seals of audit chains are kept, best on another disk than the database; beside the keys unless told. */
  AUDIT_SEALS_DIR: z.string().min(1).optional(),
  AUDIT_SEAL_EVERY_MS: z.coerce.number().int().min(100).max(86_400_000).default(300_000),
  /** `{"intake": "<sha256 of its secret in hex>"}`: the services that may act for users. */
  SERVICE_SECRETS_SHA256: SecretDigests,
  /** How long an API key lives unless its maker says otherwise, and at most. */
  API_KEY_DAYS: count(90),
  API_KEY_MAX_DAYS: count(365),
  API_KEY_REQUESTS_PER_MINUTE: count(60),
  API_KEY_MAX_REQUESTS_PER_MINUTE: count(6000),
  /** Whether identity providers may have private addresses, and this very host over http: administrators of tenants name them. */
  OIDC_ALLOW_PRIVATE_ISSUERS: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
});
export type IdentityConfig = z.infer<typeof IdentityConfig>;

/** What founding a tenant needs: a database that is migrated, and nothing else. */
export const FirstRunConfig = z.object({
  DATABASE_URL: z.url(),
  FIRST_TENANT_NAME: z.string().trim().min(1).max(200).default('Kairos'),
  FIRST_ADMIN_EMAIL: z.string().trim().toLowerCase().pipe(z.email()).default('admin@localhost.localdomain'),
  FIRST_TENANT_PLAN: TenantPlan.default('Enterprise'),
  /** `true`: a trial of that plan, for as many days as the installation's settings say. */
  FIRST_TENANT_TRIAL: z.stringbool().default(false),
});

/** What an operator's act on tenants needs. */
export const OperatorActConfig = z.object({ DATABASE_URL: z.url() });

export const RotateKeyConfig = z.object({ SIGNING_KEYS_DIR: z.string().min(1) });
