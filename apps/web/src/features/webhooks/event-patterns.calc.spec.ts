import { expect, it } from '@jest/globals';
import { eventPatterns } from './event-patterns.calc.ts';

it('offers services and kinds of records beside single events, each once', () => {
  expect(eventPatterns(['assets.plant.registered.v1', 'assets.plant.updated.v1', 'intake.import-job.completed.v1'])).toEqual({
    services: ['assets.*', 'intake.*'], kinds: ['assets.plant.*', 'intake.import-job.*'], types: ['assets.plant.registered.v1', 'assets.plant.updated.v1', 'intake.import-job.completed.v1'],
  });
});
