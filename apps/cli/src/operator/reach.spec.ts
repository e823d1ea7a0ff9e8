import { describe, expect, it } from '@jest/globals';
import { withDatabase } from './database.ts';
import { replayEvents } from './events/replay-events.ts';

const databaseUrl = 'postgres://postgres:s3cret@127.0.0.1:1/kairos';
const nats = { servers: 'nats://127.0.0.1:1', user: 'admin', password: 's3cret' };

describe('what is away', () => {
  it('is named in a sentence, without a password', async () => {
    const read = withDatabase(databaseUrl, { readOnly: true, statementTimeoutMs: 1000 }, async () => undefined);
    await expect(read).rejects.toThrow(/^The database at 127\.0\.0\.1:1 cannot be reached: (?!.*s3cret)/);
    await expect(replayEvents({ stream: 'ASSETS', since: new Date(), resetConsumer: undefined }, { databaseUrl, nats })).rejects.toThrow(/^NATS cannot be reached: (?!.*s3cret)/);
  });
});
