import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What intake needs beside the environment every service gets in a test. */
export function intakeEnvironment(overrides: Record<string, string>): Record<string, string> {
  return {
    SEALING_KEYS_DIR: join(overrides['FILES_DIR'] ?? tmpdir(), 'keys'), ASSETS_URL: 'http://127.0.0.1:1', WORKFLOWS_URL: 'http://127.0.0.1:1', SERVICE_SECRET: 'a secret of the test', IMPORT_LEASE_MS: '1000', IMPORT_CHUNK_ROWS: '500', IMPORT_CHUNKS_AT_TARGET: '2',
    LOG_LEVEL: 'error', ...overrides,
  };
}
