import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permission, RowScope, SignedIn } from '@kairos/contracts';
import { ApiClient, eventually, TestService, type TestNats } from '@kairos/testing';
import { firstRun, foundTenant } from '../found-tenant.ts';
import { writeSigningKey } from '../keys/signing-keys.ts';
import { identityService } from '../service.ts';

export const serviceSecret = 'a secret that only intake and identity know';
export const gatewaySecret = 'a secret that only the gateway and identity know';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const goodPassword = 'seven brown herons at dusk';
const handedOver = 'a slip of paper, to be burnt';

export type Person = SignedIn & { email: string; password: string; api: ApiClient; cookies: string[] };

/** Identity on a database of its own, with a key, a founded tenant and its administrator. */
export class IdentityBuilder {
  private readonly chosen = new Map<string, string>();

  private constructor(
    readonly service: TestService,
    readonly keysFolder: string,
    readonly first: { tenantId: string; email: string; password: string },
  ) {}

  static async start(nats?: TestNats, environment: Record<string, string> = {}): Promise<IdentityBuilder> {
    const keysFolder = mkdtempSync(join(tmpdir(), 'kairos-test-keys-'));
    writeSigningKey(keysFolder, new Date());
    const service = await TestService.start(identityService, {
      ...(nats ? { nats } : {}),
      environment: {
        SIGNING_KEYS_DIR: keysFolder,
        SERVICE_SECRETS_SHA256: JSON.stringify({ intake: sha256(serviceSecret), gateway: sha256(gatewaySecret) }),
        SIGN_IN_FAILURES_PER_ADDRESS: '1000000',
        MAIL_DIR: join(keysFolder, 'mail'),
        ...environment,
      },
    });
    const { tenantId, email, oneTimePassword } = await firstRun({ DATABASE_URL: service.database.url('identity', 'app') });
    return new IdentityBuilder(service, keysFolder, { tenantId, email: email ?? '', password: oneTimePassword ?? '' });
  }

  async stop(): Promise<void> {
    await this.service.stop();
    rmSync(this.keysFolder, { recursive: true, force: true });
  }

  /** Whoever has an account there is taken to have opened a mailed link. */
  async foundTenant(name: string, adminEmail: string) {
    await this.proveAddress(adminEmail);
    return foundTenant({ DATABASE_URL: this.service.database.url('identity', 'app'), FIRST_TENANT_NAME: name, FIRST_ADMIN_EMAIL: adminEmail });
  }

  /** As if a mailed link had been opened; no matter where there is no such account. */
  async proveAddress(email: string): Promise<void> {
    await this.service.database.admin.query('update identity."user" set email_verified_at = now() where email = $1 and email_verified_at is null', [email]);
  }

  signInAs(email: string, password: string, tenant?: string) {
    return this.service.anonymous().post('/api/v1/identity/sessions', { email, password, ...(tenant ? { tenant } : {}) });
  }

  /** Somebody signed in, who has chosen a password of their own if theirs was made for one use. */
  async person(email: string, given: string, tenant?: string): Promise<Person> {
    const password = this.chosen.get(email) ?? given;
    const response = await this.signInAs(email, password, tenant).expect(201);
    const signedIn = response.body as SignedIn;
    const api = new ApiClient(this.service.url, signedIn.accessToken);
    if (signedIn.passwordChangeRequired) {
      await this.choosePassword(api, email, password, `${randomUUID()} chosen`);
      return this.person(email, given, tenant);
    }
    return { ...signedIn, email, password, cookies: response.get('Set-Cookie') ?? [], api };
  }

  private async choosePassword(api: ApiClient, email: string, currentPassword: string, newPassword: string): Promise<void> {
    await api.post('/api/v1/identity/me/password', { currentPassword, newPassword }).expect(204);
    this.chosen.set(email, newPassword);
  }

  admin(): Promise<Person> {
    return this.person(this.first.email, this.first.password);
  }

  async roleId(admin: Person, origin: string, name: string): Promise<string> {
    const { body } = await admin.api.get(`/api/v1/identity/roles?origin=${origin}`).expect(200);
    return (body as { items: { id: string; name: string }[] }).items.find((role) => role.name === name)?.id ?? '';
  }

  /** What was mailed to an address, oldest first, as soon as there are so many mails. */
  mailsTo(email: string, count = 1): Promise<string[]> {
    const folder = join(this.keysFolder, 'mail');
    const names = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).sort() : []);
    const mails = () => names().map((name) => readableMail(readFileSync(join(folder, name), 'utf8'))).filter((mail) => mail.includes(`To: ${email}\n`));
    return eventually(() => Promise.resolve(mails()), ({ length }) => length >= count, 20_000);
  }

  /** The token in the newest of so many mails to an address whose link leads to a page. */
  async tokenMailedTo(email: string, page: string, count = 1): Promise<string> {
    const tokens = async () => (await this.mailsTo(email, 0)).flatMap((mail) => new RegExp(`/${page}[\\w/-]*#token=([\\w-]{43})`).exec(mail)?.[1] ?? []);
    return (await eventually(tokens, ({ length }) => length >= count, 20_000)).at(-1) ?? '';
  }

  /** A new user of the administrator's tenant with a role of exactly these permissions. */
  async user(admin: Person, grants: Permission[], rowScope: RowScope = { plants: [] }): Promise<{ userId: string; membershipId: string; email: string; roleId: string }> {
    const role = await admin.api.post('/api/v1/identity/roles', { name: `role ${randomUUID().slice(0, 8)}`, permissions: { grants } }).expect(201);
    const email = `${randomUUID()}@example.org`;
    const roleId = (role.body as { id: string }).id;
    const created = await admin.api.post('/api/v1/identity/users', { email, displayName: 'Somebody', password: handedOver, roleIds: [roleId], rowScope }).expect(201);
    const first = await this.signInAs(email, handedOver).expect(201);
    await this.choosePassword(new ApiClient(this.service.url, (first.body as SignedIn).accessToken), email, handedOver, goodPassword);
    return { ...(created.body as { userId: string; membershipId: string }), email, roleId };
  }
}

/** The refresh cookie of an answer, as a browser would send it back. */
export function refreshCookieOf(cookies: string[]): string {
  return cookies.find((cookie) => cookie.startsWith('kairos_refresh='))?.split(';')[0] ?? '';
}

/** Undoes quoted-printable, which is how accents travel. */
function readableMail(content: string): string {
  return content.replaceAll('=\n', '').replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
