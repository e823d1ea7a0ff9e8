import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames, type RowScope, type SignedIn } from '@kairos/contracts';
import { ApiClient, eventually, freePort, TestDatabase, TestNats, type TokenFacts } from '@kairos/testing';
import { Program, runCommand, type ProgramName } from './program.ts';
import { everyService } from './services.ts';

export const programNames: ProgramName[] = [...serviceNames, 'gateway'];
export type Member = SignedIn & { email: string; password: string; cookies: string[]; at: (program: ProgramName) => ApiClient };
type Founded = { tenantId: string; email: string; oneTimePassword: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** All services and the gateway from their built folders, in one process as `up` runs them, with tenants and people who really sign in. */
export class Platform {
  readonly programs = new Map<ProgramName | 'host', Program>();
  readonly serviceSecret = randomBytes(24).toString('base64url');
  private ports = new Map<ProgramName, number>();

  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    readonly folder: string,
    private readonly overrides: Record<string, string>,
  ) {}

  static async start(overrides: Record<string, string> = {}): Promise<Platform> {
    const platform = await Platform.prepare(overrides);
    const environments = Object.fromEntries(programNames.map((name) => [name, platform.environmentOf(name)]));
    platform.programs.set('host', await Program.start('host', { PORT: environments['gateway']?.['PORT'] ?? '', KAIROS_ENVIRONMENTS: JSON.stringify(environments) }));
    return platform;
  }

  /** The same with a process for each, as they are deployed. */
  static async startApart(overrides: Record<string, string> = {}): Promise<Platform> {
    const platform = await Platform.prepare(overrides);
    await Promise.all(programNames.map(async (name) => platform.programs.set(name, await Program.start(name, platform.environmentOf(name)))));
    return platform;
  }

  private static async prepare(overrides: Record<string, string>): Promise<Platform> {
    const folder = mkdtempSync(join(tmpdir(), 'kairos-test-platform-'));
    const platform = new Platform(await TestDatabase.create(everyService), await TestNats.start(), folder, overrides);
    mkdirSync(join(folder, 'keys'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(folder, 'keys', 'test.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    for (const name of programNames) platform.ports.set(name, await freePort());
    return platform;
  }

  url(name: ProgramName): string {
    return `http://127.0.0.1:${this.ports.get(name)}`;
  }

  /** Where people come in, and passkeys are bound to: by a name, for an address has none. */
  get publicUrl(): string {
    return `http://localhost:${this.ports.get('gateway')}`;
  }

  /** Founds a tenant; its administrator may do everything, once they have a password of their own. */
  found(name: string): Promise<Founded> {
    const facts = { DATABASE_URL: this.database.url('identity', 'app'), FIRST_TENANT_NAME: name, FIRST_ADMIN_EMAIL: `admin@${name}.example` };
    return runCommand<Founded>('identity', facts, 'found-tenant');
  }

  /** Founds a tenant and signs its administrator in. */
  async foundTenant(name: string): Promise<Member> {
    const { email, oneTimePassword } = await this.found(name);
    return this.signIn(email, oneTimePassword);
  }

  /** Signs somebody in, and chooses a password for them first if theirs was made for one use. */
  async signIn(email: string, password: string): Promise<Member> {
    const gateway = (token?: string) => new ApiClient(this.url('gateway'), token);
    const answer = await gateway().post('/api/v1/identity/sessions', { email, password }).expect(201);
    const session = answer.body as SignedIn;
    if (session.passwordChangeRequired) {
      const newPassword = `herons of the river ${randomBytes(8).toString('hex')}`;
      await gateway(session.accessToken).post('/api/v1/identity/me/password', { currentPassword: password, newPassword }).expect(204);
      return this.signIn(email, newPassword);
    }
    return { ...session, email, password, cookies: answer.get('Set-Cookie') ?? [], at: (program) => new ApiClient(this.url(program), session.accessToken) };
  }

  /** One more member of an administrator's tenant, with exactly these permissions. */
  async addMember(admin: Member, grants: string[], rowScope: RowScope = { plants: 'all' }): Promise<Member> {
    const api = (await this.recently(admin)).at('identity');
    const mark = randomBytes(4).toString('hex');
    const role = await api.post('/api/v1/identity/roles', { name: `role ${mark}`, permissions: { grants } }).expect(201);
    const [email, password] = [`${mark}@members.example`, `otters of the river ${mark}`];
    await api.post('/api/v1/identity/users', { email, displayName: `Member ${mark}`, password, roleIds: [(role.body as { id: string }).id], rowScope }).expect(201);
    return this.signIn(email, password);
  }

  /** The member with a proof of who they are that is recent enough for dangerous actions. */
  private async recently(member: Member): Promise<Member> {
    const claims = JSON.parse(Buffer.from(member.accessToken.split('.')[1] ?? '', 'base64url').toString()) as { auth_time: number };
    return Date.now() / 1000 - claims.auth_time < 120 ? member : this.signIn(member.email, member.password);
  }

  /** Waits until a service has heard of a membership, so that its answers do not depend on when the event comes. */
  async knownEverywhere({ membershipId }: Pick<TokenFacts, 'membershipId'>): Promise<void> {
    for (const service of serviceNames.filter((name) => name !== 'identity')) {
      await eventually(async () => (await this.database.admin.query(`select from ${service}.membership_access where membership_id = $1`, [membershipId])).rowCount, (count) => count === 1);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.programs.values()].map((program) => program.stop()));
    await this.nats.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  environmentOf(name: ProgramName): Record<string, string> {
    const { user, password } = this.nats.user(name);
    const identity = this.url('identity');
    const urls = Object.fromEntries(serviceNames.map((service) => [`${service.toUpperCase()}_URL`, this.url(service)]));
    const database: Record<string, string> = name === 'gateway' ? {} : { DATABASE_URL: this.database.url(name, 'app'), DATABASE_RELAY_URL: this.database.url(name, 'relay'), DATABASE_DIRECT_URL: this.database.url(name, 'relay'), DATABASE_JOBS_URL: this.database.url(name, 'jobs') };
    return {
      PORT: String(this.ports.get(name)), LOG_LEVEL: 'warn', NATS_URL: this.nats.url, NATS_USER: user, NATS_PASSWORD: password,
      ...urls, JWKS_URL: `${identity}/.well-known/jwks.json`, ...database,
      SIGNING_KEYS_DIR: join(this.folder, 'keys'), SERVICE_SECRETS_SHA256: JSON.stringify({ intake: sha256(this.serviceSecret), gateway: sha256(this.serviceSecret) }),
      FILES_DIR: join(this.folder, name === 'workflows' ? 'documents' : 'files'), SEALING_KEYS_DIR: join(this.folder, 'keys'), MAIL_DIR: join(this.folder, 'mail'), PUBLIC_URL: this.publicUrl, SERVICE_SECRET: this.serviceSecret,
      RATE_LIMIT_PER_USER: '1000000', RATE_LIMIT_PER_TENANT: '1000000', RATE_LIMIT_PER_ADDRESS: '1000000', SIGN_IN_FAILURES_PER_ADDRESS: '1000000',
      ...this.overrides,
    };
  }
}
