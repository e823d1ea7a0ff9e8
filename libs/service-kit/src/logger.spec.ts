import { describe, expect, it } from '@jest/globals';
import { createLogger, PinoLogger } from './logger.ts';

function logged(write: (logger: PinoLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(new PinoLogger(createLogger('assets', 'info', { write: (line) => void lines.push(line) })));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  it('is one JSON object with the service, the context and the facts', () => {
    expect(logged((logger) => logger.log({ msg: 'Published', count: 3 }, 'event-bus'))).toMatchObject([{ service: 'assets', context: 'event-bus', msg: 'Published', count: 3 }]);
  });

  it('shows no secret, wherever it stands', () => {
    const [line] = logged((logger) => logger.error({ msg: 'x', password: 'p1', body: { accessToken: 't1' }, request: { headers: { authorization: 'Bearer t2', cookie: 'c1' } } }, 'http'));
    expect(JSON.stringify(line)).not.toMatch(/p1|t1|t2|c1/);
    expect(line).toMatchObject({ password: '[redacted]', body: { accessToken: '[redacted]' } });
  });
});
