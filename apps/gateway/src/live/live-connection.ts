import type { AccessClaims, Actor } from '@kairos/auth';
import type { MembershipAccess } from '@kairos/contracts';
import { formatPosition, type LivePosition } from './live-position.calc.ts';
import type { LiveEntry, LiveWindow, Resumption } from './live-window.ts';
import type { SseWriter } from './sse-writer.ts';
import { visibleTo, type Viewer } from '@kairos/auth';

/** `subject` narrows what is told to what happens to one aggregate. */
export type LiveCaller = { actor: Actor; claims: AccessClaims; token: string; subject?: string };
/** From where a reader wants to be told: behind a position, or what came in the last so many milliseconds; without either, from now. */
export type LiveStart = { position: LivePosition | 'unknown' } | { reachBackMs: number } | undefined;
export type EndReason = 'session-ended' | 'token-expired' | 'access-unconfirmed' | 'shutting-down';

/** One reader of the live stream: what they may see now, and where they are. */
export class LiveConnection {
  private viewer: Viewer & { authzVersion: number };
  /** Nothing is passed on before the reader has been brought up to where the window stands. */
  private isCaughtUp = false;

  constructor(
    readonly caller: LiveCaller,
    private readonly writer: SseWriter,
    private readonly window: LiveWindow,
  ) {
    const { tenantId, userId, apiKeyId, permissions, rowScope } = caller.actor;
    this.viewer = { tenantId, userId, ...(apiKeyId ? { apiKeyId } : {}), permissions, rowScope, authzVersion: caller.claims.azv };
  }

  /** Sends what was missed, or says that it cannot be told. */
  catchUp(start: LiveStart): void {
    const resumption = this.missed(start);
    this.writer.write({ retryMs: 2000, comment: 'connected' });
    if (resumption?.kind === 'reset') this.reset();
    if (resumption?.kind === 'entries') for (const { entry, id } of resumption.entries) this.send(entry, id);
    this.writer.write({ id: this.position() });
    this.isCaughtUp = true;
  }

  offer(entry: LiveEntry): void {
    if (this.isCaughtUp) this.send(entry, this.position());
  }

  /** Tells the reader to read everything again: what lies between is unknown. */
  reset(): void {
    this.writer.write({ event: 'reset', id: this.position(), data: '{"reason":"window-passed"}' });
  }

  heartbeat(): void {
    this.writer.write(this.isCaughtUp ? { comment: 'heartbeat', id: this.position() } : { comment: 'heartbeat' });
  }

  /** @returns false when the membership has ended */
  accessChanged(access: Pick<MembershipAccess, 'active' | 'permissions' | 'rowScope' | 'authzVersion'>): boolean {
    if (access.authzVersion < this.viewer.authzVersion) return true;
    const { permissions, rowScope, authzVersion } = access;
    this.viewer = { ...this.viewer, permissions, rowScope, authzVersion };
    return access.active;
  }

  end(reason: EndReason): void {
    this.writer.write({ event: 'end', data: JSON.stringify({ reason }) });
    this.writer.end();
  }

  private missed(start: LiveStart): Resumption | undefined {
    if (start === undefined) return undefined;
    if ('reachBackMs' in start) return this.window.within(start.reachBackMs);
    return start.position === 'unknown' ? { kind: 'reset' } : this.window.after(start.position);
  }

  private send(entry: LiveEntry, id: string): void {
    if (this.caller.subject !== undefined && this.caller.subject !== entry.event.subject) return;
    if (visibleTo(this.viewer, entry)) this.writer.write({ id, data: entry.text });
  }

  private position(): string {
    return formatPosition(this.window.position);
  }
}
