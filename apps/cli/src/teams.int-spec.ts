import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestCommandLine } from './test/command-line.builder.ts';

const [teams, absences, users] = ['/api/v1/workflows/teams', '/api/v1/workflows/absences', '/api/v1/identity/users'];
const [teamId, absenceId, ada, bea, cleo] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const at = '2027-01-04T09:00:00.000Z';
const team = { id: teamId, name: 'Night\u001b[2J shift', memberUserIds: [ada, bea], updatedAt: at, version: 3 };
const absence = { id: absenceId, userId: ada, delegateUserId: bea, fromOn: '2027-01-10', toOn: '2027-01-20', current: false, recordedBy: ada, recordedAt: at, version: 2 };
const user = (id: string, email: string) => ({
  id, membershipId: randomUUID(), email, displayName: email, active: true, roles: [], rowScope: { plants: 'all' }, roleOverride: false, externalIssuers: [], passwordChangeRequired: false, lastSignedInAt: null, emailVerified: true,
  lockedUntil: null, version: 1, createdAt: at, updatedAt: at,
});
let cli: TestCommandLine;
let sent: { route: string; body: unknown; ifMatch: string | undefined }[];

beforeAll(async () => {
  cli = await TestCommandLine.startWithKey();
  taking(`GET ${teams}`, { items: [team] });
  taking(`POST ${teams}`, team);
  taking(`PATCH ${teams}/${teamId}`, { ...team, memberUserIds: [bea, cleo], version: 4 });
  taking(`DELETE ${teams}/${teamId}`);
  taking(`GET ${absences}`, { items: [absence] });
  taking(`POST ${absences}`, absence);
  taking(`DELETE ${absences}/${absenceId}`);
  taking(`GET ${users}`, { items: [user(cleo, 'cleo@example.org'), user(randomUUID(), 'not-cleo@example.org')], nextCursor: null });
});
afterAll(() => cli.stop());
beforeEach(() => {
  sent = [];
});

/** Answers a route, and keeps what it was asked beside what it reads. */
function taking(route: string, answer?: object): void {
  cli.api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    if (!route.startsWith('GET')) sent.push({ route, body: JSON.parse(request.body || 'null'), ifMatch: request.headers['if-match'] });
    response.writeHead(answer ? 200 : 204, { 'content-type': 'application/json' }).end(answer && JSON.stringify(answer));
  });
}

const kairos = (...args: string[]) => cli.run(args);

describe('teams', () => {
  it('are listed, and drive no terminal', async () => {
    const { code, out } = await kairos('teams');
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`Night.*shift\\s+2\\s+2027-01-04\\s+${teamId}`))]);
    expect(out).not.toContain('\u001b');
  });

  it('are set up with members by address or id', async () => {
    expect((await kairos('teams', 'create', 'Night shift', '--member', 'Cleo@example.org', ada)).out).toContain('2 members');
    await kairos('teams', 'create', 'Empty');
    expect(sent.map(({ body }) => body)).toEqual([{ name: 'Night shift', memberUserIds: [cleo, ada] }, { name: 'Empty', memberUserIds: [] }]);
    expect(await kairos('teams', 'create', 'Night shift', '--member', 'nobody@example.org')).toMatchObject({ code: 1, notes: expect.stringContaining('No user of your tenant has the address nobody@example.org.') });
  });

  it('change by whom they gain and lose, and are removed', async () => {
    await kairos('teams', 'change', teamId, '--add', 'cleo@example.org', bea, '--remove', ada);
    await kairos('teams', 'remove', teamId);
    expect(sent).toEqual([{ route: `PATCH ${teams}/${teamId}`, body: { memberUserIds: [bea, cleo] }, ifMatch: '"3"' }, { route: `DELETE ${teams}/${teamId}`, body: null, ifMatch: '"3"' }]);
    for (const [args, problem] of [[['change', teamId], 'Say whom to --add'], [['change', teamId, '--remove', cleo], `${cleo} is no member`], [['remove', 'Day shift'], 'There is no team Day shift.']] as const) {
      expect(await kairos('teams', ...args)).toMatchObject({ code: 1, notes: expect.stringContaining(problem) });
    }
    expect(sent).toHaveLength(2);
  });
});

describe('absences', () => {
  it('are listed, recorded for oneself or somebody else, and ended', async () => {
    expect((await kairos('absences')).out).toMatch(new RegExp(`2027-01-10\\s+2027-01-20\\s+no\\s+${ada}\\s+${bea}\\s+${absenceId}`));
    const days = ['--from', '2027-01-10', '--to', '2027-01-20'];
    expect((await kairos('absences', 'add', '--delegate', bea, ...days)).out).toContain(`Away from 2027-01-10 to 2027-01-20; ${bea} stands in (${absenceId}).`);
    await kairos('absences', 'add', '--delegate', 'cleo@example.org', '--user', ada, ...days);
    expect((await kairos('absences', 'end', absenceId)).out).toContain('The absence from 2027-01-10 to 2027-01-20 is over.');
    expect(sent).toEqual([
      { route: `POST ${absences}`, body: { delegateUserId: bea, fromOn: '2027-01-10', toOn: '2027-01-20' }, ifMatch: undefined },
      { route: `POST ${absences}`, body: { delegateUserId: cleo, fromOn: '2027-01-10', toOn: '2027-01-20', userId: ada }, ifMatch: undefined },
      { route: `DELETE ${absences}/${absenceId}`, body: null, ifMatch: '"2"' },
    ]);
    expect(await kairos('absences', 'end', ada)).toMatchObject({ code: 1, notes: expect.stringContaining('There is no absence') });
    expect((await kairos('absences', 'add', '--delegate', bea)).code).toBe(1);
  });
});
