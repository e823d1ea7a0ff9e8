import { runningUrl, type Config } from './config.ts';
import { ApiClient } from './client/api-client.ts';
import { SessionStore } from './client/session-store.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export class Context {
  readonly sessions: SessionStore;
  readonly api: ApiClient;

  constructor(
    readonly config: Config,
    readonly terminal: Terminal,
  ) {
    this.sessions = new SessionStore(config.sessionFolder);
    this.api = new ApiClient(this.sessions, config.apiKey ? { url: this.urlFor(undefined), apiKey: config.apiKey } : undefined);
  }

  /** Where to sign in: as told, as last time, or at the stack of this machine. */
  urlFor(given: string | undefined): string {
    return given ?? this.config.url ?? this.sessions.read()?.url ?? runningUrl(this.config.stackFolder) ?? 'http://127.0.0.1:4000';
  }
}
