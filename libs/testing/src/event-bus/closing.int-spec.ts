import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestService } from '../test-service.ts';
import { producer } from './sample-services.ts';

it('a service that is told to stop while it opens connections still ends', async () => {
  const service = await TestService.start(producer);
  const asked = Promise.allSettled(Array.from({ length: 8 }, () => service.em.fork().execute('select 1')));
  await Promise.resolve();
  const ended = service.stop().then(() => 'ended');
  expect(await Promise.race([ended, sleep(20_000, 'hangs', { ref: false })])).toBe('ended');
  await asked;
});
