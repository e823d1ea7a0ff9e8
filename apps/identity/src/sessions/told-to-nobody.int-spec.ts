import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { goodPassword, IdentityBuilder } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let email: string;
let statements: string[];

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  ({ email } = await identity.user(await identity.admin(), []));
  const logger = identity.service.em.config.getLogger();
  jest.spyOn(logger, 'logQuery').mockImplementation(({ query = '' }) => void statements.push(query));
});
afterAll(() => identity?.stop());

/** What asks about people, or counts them; jobs, which do other things meanwhile, use the same connections. */
const aboutPeople = /(begin|end)_\w*attempt|count_failure|user_for_sign_in|places_of_user|memberships_of_user|totp_of_user|recovery_code|passkeys_of_user|credential_of_user|second_factor|person\(|queue_mail|account_link|"user"/;

/** The statements of a request, whatever order those have that are sent at once. */
async function statementsOf(request: () => PromiseLike<{ status: number }>, status: number): Promise<string[]> {
  statements = [];
  expect((await request()).status).toBe(status);
  return statements.filter((statement) => aboutPeople.test(statement)).sort();
}

describe('whether an address has an account', () => {
  it('is not told by the work of a sign-in that fails: it is the same, statement by statement', async () => {
    const known = await statementsOf(() => identity.signInAs(email, 'wrong'), 401);
    expect(known).toContainEqual(expect.stringContaining('user_for_sign_in'));
    expect(known).toContainEqual(expect.stringContaining('places_of_user'));
    expect(await statementsOf(() => identity.signInAs(`${randomUUID()}@example.org`, 'wrong'), 401)).toEqual(known);
    expect(await statementsOf(() => identity.signInAs(email, goodPassword, 'no tenant of theirs'), 401)).toEqual(known);
  });

  it('is not told by the work of a request for a new password, which nobody looks up before it is answered', async () => {
    const ask = (address: string) => statementsOf(() => identity.service.anonymous().post('/api/v1/identity/password-resets', { email: address }), 202);
    const known = await ask(email);
    expect(known).toEqual([expect.stringContaining('begin_attempt'), expect.stringContaining('queue_mail')]);
    expect(await ask(`${randomUUID()}@example.org`)).toEqual(known);
  });
});
