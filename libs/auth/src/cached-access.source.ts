import { AccessSource, type Access } from './access-source.ts';
import type { AccessClaims } from './claims.ts';

const maxEntries = 20_000;
const revoked: Access = { active: false, permissions: [], rowScope: { plants: [] }, authzVersion: 1, sessionRevoked: true };

/** Remembers answers per membership and session for a few seconds: well inside the minute in which revocation bites. Many at once ask once. */
export class CachedAccessSource extends AccessSource {
  private readonly answers = new Map<string, { access: Access | undefined; until: number; authzVersion: number; keyVersion: number }>();
  private readonly ended = new Set<string>();
  /** How much of the history of a membership or key has been told; what is older was asked too early. */
  private readonly told = new Map<string, number>();
  private readonly asking = new Map<string, Promise<Access | undefined>>();

  constructor(
    private readonly source: AccessSource,
    private readonly keepMs: number,
  ) {
    super();
  }

  override async find(claims: AccessClaims, token: string): Promise<Access | undefined> {
    if (this.ended.has(claims.sid)) return revoked;
    const key = `${claims.mid}:${claims.sid}:${claims.key?.id ?? ''}`;
    const authzVersion = Math.max(claims.azv, this.told.get(claims.mid) ?? 0);
    const keyVersion = claims.key ? Math.max(claims.key.azv, this.told.get(claims.key.id) ?? 0) : 0;
    const known = this.answers.get(key);
    if (known && known.until > Date.now() && known.authzVersion >= authzVersion && known.keyVersion >= keyVersion) return known.access;
    const question = `${key}:${authzVersion}:${keyVersion}`;
    const asking = this.asking.get(question) ?? this.ask(key, claims, token, { authzVersion, keyVersion }).finally(() => this.asking.delete(question));
    this.asking.set(question, asking);
    return asking;
  }

  private async ask(key: string, claims: AccessClaims, token: string, wanted: { authzVersion: number; keyVersion: number }): Promise<Access | undefined> {
    const access = await this.source.find(claims, token);
    if (this.answers.size >= maxEntries) this.answers.clear();
    // Who does not say how new an answer is was asked late enough.
    this.answers.set(key, { access, until: Date.now() + this.keepMs, authzVersion: access?.authzVersion ?? wanted.authzVersion, keyVersion: access?.keyVersion ?? wanted.keyVersion });
    return access;
  }

  /**
   * A membership or key has come to a version: what is remembered of an earlier one no longer counts. An answer that is still
   * on its way, and does not know of it yet, is given once and not remembered.
   */
  changed(id: string, version: number): void {
    if (this.told.size >= maxEntries) for (const remembered of [this.told, this.answers]) remembered.clear();
    this.told.set(id, Math.max(version, this.told.get(id) ?? 0));
  }

  /** An end is final: from here on the session is refused, whatever was remembered or is being asked. */
  sessionEnded(sessionId: string): void {
    if (this.ended.size >= maxEntries) for (const remembered of [this.ended, this.answers]) remembered.clear();
    this.ended.add(sessionId);
  }

  /** Drops what was remembered of a membership or session, for a process that hears of a change itself. */
  forget(id: string): void {
    for (const known of [this.answers, this.asking]) for (const key of known.keys()) if (key.includes(id)) known.delete(key);
  }
}
