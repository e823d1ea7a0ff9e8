import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { LiveEvents } from './live-events.ts';
import { Platform, type Member } from './platform.ts';
import { rawRequest } from './raw-request.ts';
import { recipeOf, registerPlant, upload } from './tenant-records.ts';

let platform: Platform;
let gateway: string;
let owner: Member;
let stranger: Member;

beforeAll(async () => {
  platform = await Platform.startApart({ TRUSTED_PROXIES: 'loopback' });
  gateway = platform.url('gateway');
  [owner, stranger] = [await platform.foundTenant('alfa'), await platform.foundTenant('beta')];
  for (const member of [owner, stranger]) await platform.knownEverywhere(member);
}, 90_000);
afterAll(() => platform?.stop(), 30_000);

describe('the download of rejected rows', () => {
  const payloads = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', ' =1', '=HYPERLINK("http://x","y")', 'a;=1+1;b', 'a\t@x', '＝1', "'=1"];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  let lines: string[];

  beforeAll(async () => {
    await owner.at('intake').post('/api/v1/intake/recipes', recipeOf('formulas')).expect(201);
    const rows = payloads.map((payload, index) => ['x', payload, payload, `F-${index}`, payload].map(quoted).join(','));
    const sourceFileId = await upload(owner, ['power,name,type,code,=cmd|x', ...rows, ''].join('\n'));
    const { body } = await owner.at('gateway').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name: 'formulas' }, mode: 'apply' }).expect(202);
    const path = `/api/v1/intake/import-jobs/${(body as ImportJobView).id}`;
    await eventually(async () => (await owner.at('gateway').get(path)).body as ImportJobView, ({ status, counts }) => status === 'completed' && counts.rejected === payloads.length);
    const answer = await owner.at('gateway').get(`${path}/rejections`).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="rejections-${(body as ImportJobView).id}.csv"`, 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    lines = answer.text.split('\r\n').filter((line) => line !== '');
  });

  it.each([['commas', ','], ['semicolons, as an Italian spreadsheet reads it', ';'], ['tabs', '\t']])('holds no cell that a spreadsheet would run, split by %s', (_name, delimiter) => {
    expect(lines).toHaveLength(payloads.length + 1);
    const cells = lines.flatMap((line) => line.split(delimiter)).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  });
});

describe('the routes that services keep for one another', () => {
  const access = '/api/v1/identity/access';
  const spellings = [
    access, `${access}/`, `${access}?x`, `${access}%3Fx`, `${access};x`, `${access}%20`, `${access}#x`, `${access}%00`, '/api/v1/identity/./access', '/api/v1/identity/x/../access', '/api/v1/identity/x/%2e%2e/access', '/api/v1/identity/x/.%2E/access',
    '/api/v1/identity/x\\..\\access', '/api/v1/identity\\access', '/api/v1/identity/%5caccess', '/api/v1/identity//access', '//api/v1/identity/access', '/api/v1/identity/ACCESS', '/api/v1/identity/%61ccess', '/api/v1/identity/%2561ccess', '/api/v1/identity/acce%73s',
    '/api/v1/assets/../identity/access', '/api/v1/assets/%2e%2e/identity/access', '/api/v1/identity/../../../metrics', '/api/v1/identity/%2e%2e/%2e%2e/%2e%2e/metrics', '/metrics', '/api/v1/identity/..%2f..%2f..%2fmetrics', '/api/v1/identity/../../../healthz/ready',
    'http://127.0.0.1/api/v1/identity/access', '/api/v1/identity/service-tokens/', '/api/v1/identity/service%2dtokens', '/api/v1/identity/a/../service-tokens',
  ];

  it.each(spellings)('are not reached from outside as %s', async (path) => {
    const basic = `Basic ${Buffer.from(`intake:${platform.serviceSecret}`).toString('base64')}`;
    for (const [method, authorization] of [['GET', `Bearer ${owner.accessToken}`], ['POST', basic]] as const) {
      const sent = { method, path, headers: { authorization, 'content-type': 'application/json' }, ...(method === 'POST' ? { body: JSON.stringify({ membershipId: owner.membershipId }) } : {}) };
      const answer = await rawRequest(gateway, sent);
      expect([400, 404]).toContain(answer.status);
      expect(answer.text).not.toMatch(/authzVersion|accessToken|# HELP|outboxBacklog/);
    }
  });
});

describe('what a browser is told', () => {
  const signIn = () => new ApiClient(gateway).post('/api/v1/identity/sessions', { email: owner.email, password: owner.password });
  const cookiesOf = (headers: Record<string, string>) => (headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split('; ').slice(1).filter((part) => !part.startsWith('Expires=')).sort().join('; '));

  it('keeps session cookies from scripts, from other sites and from other routes, and on TLS from anything else', async () => {
    const plain = await signIn().expect(201);
    expect(cookiesOf(plain.headers)).toEqual(['HttpOnly; Path=/api/v1/identity; SameSite=Strict', 'HttpOnly; Path=/api/v1/events; SameSite=Strict']);
    expect(plain.headers['cache-control']).toBe('no-store');
    const secure = await signIn().set('x-forwarded-proto', 'https').expect(201);
    expect(cookiesOf(secure.headers)).toEqual(['HttpOnly; Path=/api/v1/identity; SameSite=Strict; Secure', 'HttpOnly; Path=/api/v1/events; SameSite=Strict; Secure']);
    expect(secure.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
  });

  it('lets nothing run that is not a file of ours, on the one page there is and in every answer', async () => {
    const page = await new ApiClient(gateway).get('/api/docs').expect(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(page.text).not.toMatch(/<script>|<style>|\son\w+=|javascript:/);
    for (const path of ['/api/v1/assets/plants', '/api/v1/nowhere', '/healthz', '/api/docs/openapi.json', '/api/docs/start.js', '/api/v1/identity/.well-known/jwks.json']) {
      const { headers } = await rawRequest(gateway, { method: 'GET', path, headers: { authorization: `Bearer ${owner.accessToken}` } });
      expect([path, headers]).toEqual([path, expect.objectContaining({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.not.stringContaining('unsafe'), 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' })]);
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['access-control-allow-origin']));
    }
  });

  it('stores nothing of a tenant in a cache', async () => {
    for (const path of ['/api/v1/assets/plants', '/api/v1/identity/me', '/api/v1/workflows/deadlines', '/api/v1/intake/source-files']) {
      await owner.at('gateway').get(path).expect(200).expect('cache-control', 'no-store');
    }
  });
});

describe('a session that a cookie carries', () => {
  const refresh = (cookie: string, headers: Record<string, string> = { 'x-kairos-csrf': '1' }) => new ApiClient(gateway).post('/api/v1/identity/sessions/refresh').set({ cookie, ...headers });
  const cookieOf = (member: { cookies: string[] }) => member.cookies[0]?.split(';')[0] ?? '';

  it('is not renewed for a page of another site', async () => {
    const cookie = cookieOf(await platform.signIn(owner.email, owner.password));
    for (const headers of [{}, { 'x-kairos-csrf': '0' }, { 'x-kairos-csrf': '' }, { origin: 'https://evil.example' }]) {
      expect((await refresh(cookie, headers as Record<string, string>).expect(403)).body).toMatchObject({ code: 'csrf-header-missing' });
    }
    const preflight = await rawRequest(gateway, { method: 'OPTIONS', path: '/api/v1/identity/sessions/refresh', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-kairos-csrf' } });
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([404, undefined]);
    await refresh(cookie).expect(200);
  });

  it('is not opened by a form of another site', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      await new ApiClient(gateway).post('/api/v1/identity/sessions').set('content-type', type).send(JSON.stringify({ email: owner.email, password: owner.password }) as unknown as object).expect(415);
    }
  });

  it('ends for everybody when a used token comes back, in every service', async () => {
    const member = await platform.signIn(owner.email, owner.password);
    const elsewhere = [['assets', '/api/v1/assets/plants'], ['workflows', '/api/v1/workflows/deadlines'], ['intake', '/api/v1/intake/source-files']] as const;
    for (const [service, path] of elsewhere) await member.at(service).get(path).expect(200);
    const second = (await refresh(cookieOf(member)).expect(200)).get('Set-Cookie') ?? [];
    await refresh(cookieOf({ cookies: second })).expect(200);
    expect((await refresh(cookieOf(member)).expect(401)).body).toMatchObject({ code: 'session-has-ended' });
    await refresh(cookieOf({ cookies: second })).expect(401);
    await member.at('identity').get('/api/v1/identity/me').expect(401);
    for (const [service, path] of elsewhere) expect(await eventually(async () => (await member.at(service).get(path)).status, (status) => status === 401)).toBe(401);
  });

  it('opens the live stream and nothing else', async () => {
    const cookie = owner.cookies[1]?.split(';')[0] ?? '';
    (await LiveEvents.open(gateway, { cookie })).close();
    await new ApiClient(gateway).get('/api/v1/identity/me').set({ cookie }).expect(401);
    await new ApiClient(gateway).get('/api/v1/assets/plants').set({ cookie }).expect(401);
  });
});

describe('the live stream', () => {
  it('tells everyone what their tenant, their permissions and their rows let them read, and no more', async () => {
    const first = await registerPlant(owner, 'LIVE-1');
    const reading = ['assets.plant.read', 'workflows.deadline.read', 'identity.audit.read'];
    const [limited, rowless] = [await platform.addMember(owner, reading, { plants: [first] }), await platform.addMember(owner, reading, { plants: [] })];
    const powerless = await platform.addMember(owner, ['intake.recipe.read']);
    const open = (member: Member) => LiveEvents.open(gateway, { authorization: `Bearer ${member.accessToken}` });
    const readers = { all: await open(owner), limited: await open(limited), powerless: await open(powerless), rowless: await open(rowless), stranger: await open(stranger) };
    await owner.at('assets').patch(`/api/v1/assets/plants/${first}`, { name: 'Another name' }).set('if-match', '"1"').expect(200);
    const second = await registerPlant(owner, 'LIVE-2');
    const theirs = await registerPlant(stranger, 'LIVE-3');
    await eventually(async () => readers.all.events, (events) => events.filter(({ type }) => type === 'workflows.deadline.opened.v1').length >= 4);
    await eventually(async () => readers.stranger.events, (events) => events.some(({ subject }) => subject === theirs));
    const plantsTold = (reader: LiveEvents) => [...new Set(reader.events.map(({ data }) => data['plantId'] ?? (data['resourceType'] === 'Plant' ? data['resourceId'] : undefined)))].filter((id) => id !== undefined);
    expect(plantsTold(readers.all).sort()).toEqual([first, second].sort());
    expect(plantsTold(readers.limited)).toEqual([first]);
    expect([readers.powerless.events, readers.rowless.events]).toEqual([[], []]);
    expect(plantsTold(readers.stranger)).toEqual([theirs]);
    for (const reader of [readers.all, readers.limited]) expect(new Set(reader.events.map(({ tenantid }) => tenantid))).toEqual(new Set([owner.tenantId]));
    for (const reader of Object.values(readers)) reader.close();
  });
});
