import { expect, it } from '@jest/globals';
import { causeOf, type CommandContext } from './command-context.ts';

const context = (actorKind: CommandContext['actorKind'], actorId: string | null): CommandContext => ({
  actorKind, actorId, sessionId: null, action: 'a', permission: null, requestId: 'r', address: null, userAgent: null, reason: null, traceparent: undefined, audit: 'each',
});

it('names the user whose own command it was, and nobody of what a service did for them', () => {
  expect([context('user', 'ada'), context('service', 'ada'), context('system', 'a-durable'), context('user', null), undefined].map((each) => causeOf(each).actorId)).toEqual(['ada', undefined, undefined, undefined, undefined]);
});
