import { CachedAccessSource, type AccessSource } from '@kairos/auth';
import { AccessChanged, ApiKeyChanged, SessionRevoked, type CloudEvent, type EventData } from '@kairos/contracts';
import type { EndReason, LiveConnection } from './live-connection.ts';

const unconfirmedForMs = 60_000;

/** Keeps asking whether a reader may still read, and hears at once when identity says otherwise. */
export class AccessWatch {
  private readonly confirmedAtMs = new WeakMap<LiveConnection, number>();

  constructor(private readonly source: AccessSource) {}

  /** Asks again; answers why the connection must end, or nothing. */
  async recheck(connection: LiveConnection): Promise<EndReason | undefined> {
    const { claims, token } = connection.caller;
    if (claims.exp * 1000 <= Date.now()) return 'token-expired';
    if (this.source instanceof CachedAccessSource) this.source.forget(claims.mid);
    try {
      const access = await this.source.find(claims, token);
      this.confirmedAtMs.set(connection, Date.now());
      if (!access || access.sessionRevoked || !connection.accessChanged(access)) return 'session-ended';
      return undefined;
    } catch {
      const confirmedAtMs = this.confirmedAtMs.get(connection) ?? Date.now();
      this.confirmedAtMs.set(connection, confirmedAtMs);
      return Date.now() - confirmedAtMs > unconfirmedForMs ? 'access-unconfirmed' : undefined;
    }
  }

  /** What an event of identity means for a connection of its tenant. */
  heard(event: CloudEvent, connection: LiveConnection): EndReason | undefined {
    const { claims } = connection.caller;
    if (event.type === SessionRevoked.type) {
      return (event.data as EventData<typeof SessionRevoked>).sessionId === claims.sid ? this.ended(claims.mid) : undefined;
    }
    if (claims.key && event.type === ApiKeyChanged.type) {
      return (event.data as EventData<typeof ApiKeyChanged>).apiKeyId === claims.key.id ? this.ended(claims.mid) : undefined;
    }
    if (event.type !== AccessChanged.type) return undefined;
    const access = event.data as EventData<typeof AccessChanged>;
    if (access.membershipId !== claims.mid) return undefined;
    // The event tells what the member may do, and not what is left of it for a key: its bearer connects again.
    if (!claims.key && connection.accessChanged(access)) return undefined;
    return this.ended(claims.mid);
  }

  private ended(membershipId: string): EndReason {
    if (this.source instanceof CachedAccessSource) this.source.forget(membershipId);
    return 'session-ended';
  }
}
