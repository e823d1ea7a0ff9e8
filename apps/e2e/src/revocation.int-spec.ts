import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UserView } from '@kairos/contracts';
import { ApiClient, freePort } from '@kairos/testing';
import { LiveEvents } from './live-events.ts';
import { Platform, type Member } from './platform.ts';
import { Program } from './program.ts';
import { rawRequest } from './raw-request.ts';

const repetitions = process.env['KAIROS_PROOF'] === 'full' ? 20 : 3;
/** A minute is promised. What a program remembers would last for up to half of one. */
const mostMs = 20_000;

const reading = ['assets.plant.read', 'workflows.deadline.read', 'intake.source-file.read', 'identity.role.read'];
type Door = [name: string, url: () => string, path: string];
const plants = '/api/v1/assets/plants?limit=1';
/** A route of every program, one service as it is reached through the gateway, and its other replica: of the two one hears of an event. */
const doors: Door[] = [
  ['identity', () => platform.url('identity'), '/api/v1/identity/roles?limit=1'], ['workflows', () => platform.url('workflows'), '/api/v1/workflows/deadlines?limit=1'],
  ['intake', () => platform.url('intake'), '/api/v1/intake/source-files?limit=1'], ['assets', () => platform.url('assets'), plants], ['assets, the other replica', () => replica.url, plants],
  ['assets through the gateway', () => platform.url('gateway'), plants],
];
const stream: Door = ['the live stream', () => platform.url('gateway'), '/api/v1/events'];

let platform: Platform;
let replica: Program;
let admin: Member;
let member: Member;
const measured = new Map<string, number[]>();
const figures: string[] = [];

beforeAll(async () => {
  platform = await Platform.start({ LIVE_CONNECTIONS_PER_USER: '100' });
  replica = await Program.start('assets', { ...platform.environmentOf('assets'), PORT: String(await freePort()) });
  admin = await platform.foundTenant('alfa');
  member = await platform.addMember(admin, reading);
  await platform.knownEverywhere(member);
}, 90_000);
afterAll(async () => {
  await replica?.stop();
  await platform?.stop();
  console.info(`From a revocation to the first refusal:\n${figures.join('\n')}`);
});
afterEach(() => {
  const figure = ([door, times]: [string, number[]]): string => {
    const sorted = [...times].sort((one, other) => one - other);
    return `  ${door}: p50 ${sorted[Math.floor((sorted.length - 1) / 2)]} ms, max ${sorted.at(-1)} ms of ${sorted.length}`;
  };
  figures.push(String(expect.getState().currentTestName), ...[...measured].map(figure));
  measured.clear();
});

const statusAt = async ([, url, path]: Door, { accessToken }: Member): Promise<number> =>
  (await rawRequest(url(), { method: 'GET', path, headers: { authorization: `Bearer ${accessToken}` } })).status;

/** Every door remembers that the member may come in: the hardest moment to be told otherwise. */
async function welcomedEverywhere(someone: Member, at: Door[]): Promise<void> {
  for (const door of at) expect([door[0], await statusAt(door, someone)]).toEqual([door[0], 200]);
}

/** Asks at every door again and again until each refuses, from the moment the revocation was answered. */
async function closes(someone: Member, status: number, at: Door[], act: () => Promise<unknown>): Promise<void> {
  await welcomedEverywhere(someone, at);
  await act();
  const since = performance.now();
  await Promise.all(at.map(async (door) => {
    let answered = await statusAt(door, someone);
    for (; answered !== status && performance.now() - since < mostMs; answered = await statusAt(door, someone)) await sleep(5);
    const took = Math.round(performance.now() - since);
    measured.set(door[0], [...(measured.get(door[0]) ?? []), took]);
    expect([door[0], answered]).toEqual([door[0], status]);
    expect(took).toBeLessThan(mostMs);
  }));
  // And stays closed: nothing that was remembered comes back.
  for (const door of at) expect([door[0], await statusAt(door, someone)]).toEqual([door[0], status]);
}

const signedIn = () => platform.signIn(member.email, member.password);
const refreshCookieOf = (cookies: string[]) => cookies.find((cookie) => cookie.startsWith('kairos_refresh='))?.split(';')[0] ?? '';
const refresh = (cookie: string) => new ApiClient(platform.url('gateway')).post('/api/v1/identity/sessions/refresh').set({ cookie, 'x-kairos-csrf': '1' });
const everywhere = [...doors, stream];

describe('an access token is refused by every program', () => {
  it('once a used refresh token of its family came back', async () => {
    for (let times = 0; times < repetitions; times += 1) {
      const someone = await signedIn();
      const first = refreshCookieOf(someone.cookies);
      const second = refreshCookieOf((await refresh(first).expect(200)).get('Set-Cookie') ?? []);
      const third = refreshCookieOf((await refresh(second).expect(200)).get('Set-Cookie') ?? []);
      await closes(someone, 401, everywhere, () => refresh(first).expect(401));
      for (const cookie of [second, third]) await refresh(cookie).expect(401);
    }
  }, 120_000);

  it('once its session was revoked on another device', async () => {
    for (let times = 0; times < repetitions; times += 1) {
      const [someone, other] = [await signedIn(), await signedIn()];
      const live = await LiveEvents.open(platform.url('gateway'), { authorization: `Bearer ${someone.accessToken}` });
      await closes(someone, 401, everywhere, () => other.at('gateway').delete(`/api/v1/identity/me/sessions/${someone.sessionId}`).expect(204));
      await live.ended;
      await welcomedEverywhere(other, doors);
    }
  }, 120_000);

  it('once an administrator signed its member out everywhere', async () => {
    for (let times = 0; times < repetitions; times += 1) {
      const someone = await signedIn();
      await closes(someone, 401, everywhere, () => admin.at('gateway').post(`/api/v1/identity/users/${member.userId}/sign-out`, {}).expect(204));
    }
  }, 120_000);
});

describe('a permission is gone from every program', () => {
  it('once its role was taken from the member', async () => {
    const users = `/api/v1/identity/users/${member.userId}`;
    const view = async () => (await admin.at('identity').get(users).expect(200)).body as UserView;
    const someone = await signedIn();
    const roleIds = (await view()).roles.map(({ id }) => id);
    const powerless = ((await admin.at('identity').post('/api/v1/identity/roles', { name: 'nothing much', permissions: { grants: ['identity.tenant.read'] } }).expect(201)).body as { id: string }).id;
    const assign = async (ids: string[]) => {
      const { version, rowScope } = await view();
      const { accessToken } = await platform.signIn(admin.email, admin.password);
      return new ApiClient(platform.url('gateway'), accessToken).put(`${users}/access`, { roleIds: ids, rowScope }).set('if-match', `"${version}"`).expect(200);
    };
    for (let times = 0; times < repetitions; times += 1) {
      await closes(someone, 403, doors, () => assign([powerless]));
      await assign(roleIds);
      for (const door of doors) while ((await statusAt(door, someone)) !== 200) await sleep(20);
    }
  }, 120_000);
});
