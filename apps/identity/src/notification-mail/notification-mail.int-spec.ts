import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationMailDelivered, NotificationMailDue, NotificationMailFailed } from '@kairos/contracts';
import { eventually, freePort, TestNats } from '@kairos/testing';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { SmtpServer } from '../test/smtp-server.builder.ts';

let nats: TestNats;
let identity: IdentityBuilder;
let smtp: SmtpServer;
let admin: Person;

beforeAll(async () => {
  const port = await freePort();
  [nats, smtp] = [await TestNats.start(), await SmtpServer.listen(port)];
  identity = await IdentityBuilder.start(nats, { SMTP_URL: `smtp://127.0.0.1:${port}` });
  admin = await identity.admin();
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await smtp?.stop();
  await nats?.stop();
});

const text = (en: string, it: string) => ({ en, it });
const dueMail = (userId: string, more: { mailId?: string; tenantid?: string; id?: string } = {}) => {
  const { mailId = randomUUID(), tenantid = admin.tenantId, id = randomUUID() } = more;
  return {
    specversion: '1.0', id, source: 'kairos/workflows', type: NotificationMailDue.type, time: new Date().toISOString(), subject: mailId, tenantid, aggregateversion: 1, datacontenttype: 'application/json',
    data: { mailId, userId, subject: text('Due tomorrow: Licence fee', 'Scade domani: Diritto di licenza'), paragraphs: [text('It is <due>.', 'È in <scadenza>.')], notificationCount: 1, requestedAt: new Date().toISOString() },
  };
};
type DueMail = ReturnType<typeof dueMail>;
const ask = async (mail: DueMail) => {
  await nats.publishAs('workflows', mail.type, JSON.stringify(mail));
  return mail.data.mailId;
};
const outcome = (mailId: string) => eventually(async () => (await identity.service.outbox()).filter(({ type, data }) => type.startsWith('identity.notification-mail.') && (data as { mailId: string }).mailId === mailId), ({ length }) => length > 0, 20_000);
const quoted = (content: string) => Buffer.from(content.replaceAll('=\n', '').replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
const receivedBy = (email: string) => smtp.received.filter(({ recipients }) => recipients.includes(email)).map(({ content }) => quoted(content)).filter((content) => /Due tomorrow|Scade domani/.test(content));

describe('a mail about notifications', () => {
  it('arrives once, in the reader’s language, and workflows is told', async () => {
    const user = await identity.user(admin, ['workflows.notification.read']);
    const person = await identity.person(user.email, 'seven brown herons at dusk');
    await person.api.patch('/api/v1/identity/me', { locale: 'it' }).expect(200);
    const mail = dueMail(user.userId);
    await ask(mail);
    await ask(mail);
    await ask({ ...mail, id: randomUUID() });
    expect(await outcome(mail.data.mailId)).toMatchObject([{ type: NotificationMailDelivered.type, tenantid: admin.tenantId, data: { userId: user.userId, attempts: 1 } }]);
    const [content, ...others] = receivedBy(user.email);
    expect(others).toEqual([]);
    expect(content).toContain('Subject: Scade domani: Diritto di licenza');
    expect(content).toContain('<p>È in &lt;scadenza&gt;.</p>');
    expect(content).not.toContain('Licence fee');
    await ask({ ...mail, id: randomUUID() });
    await outcome(await ask(dueMail(admin.userId)));
    expect([receivedBy(user.email).length, (await outcome(mail.data.mailId)).length]).toEqual([1, 1]);
    expect(receivedBy(admin.email)[0]).toContain('Due tomorrow: Licence fee');
  });

  it('names who is away, where it is told in their stead, but nobody of another tenant and nobody whom it only mentions', async () => {
    const [reader, away] = [await identity.user(admin, ['workflows.notification.read']), await identity.user(admin, ['workflows.notification.read'])];
    await (await identity.person(away.email, 'seven brown herons at dusk')).api.patch('/api/v1/identity/me', { displayName: 'Ada\u202e Conti' }).expect(200);
    const other = await identity.foundTenant(`tenant ${randomUUID().slice(0, 8)}`, `${randomUUID()}@example.org`);
    const { rows: [stranger] } = await identity.service.database.admin.query<{ userId: string }>('select user_id as "userId" from identity.membership where tenant_id = $1', [other.tenantId]);
    const mail = dueMail(reader.userId);
    const place = (userId: string) => `{user:${userId}}`;
    const paragraph = `For ${place(away.userId)}, ${place(stranger?.userId ?? '')} and ${place(admin.userId)}.`;
    await outcome(await ask({ ...mail, data: { ...mail.data, subject: text(`For ${place(away.userId)}: Due tomorrow`, '-'), paragraphs: [text(paragraph, '-')], insteadOf: [away.userId, stranger?.userId] } } as DueMail));
    const [content = ''] = receivedBy(reader.email);
    expect(content).toMatch(/Subject: For Ada\s+Conti: Due tomorrow/);
    expect(content).toContain(`and ${place(admin.userId)}.`);
    expect(content).toMatch(/For Ada\s+Conti, a colleague who is away and/);
  });

  it('goes to nobody who is no active member of the tenant', async () => {
    const user = await identity.user(admin, ['workflows.notification.read']);
    const other = await identity.foundTenant(`tenant ${randomUUID().slice(0, 8)}`, `${randomUUID()}@example.org`);
    await identity.service.database.admin.query('update identity.membership set active = false where id = $1', [user.membershipId]);
    for (const mail of [dueMail(user.userId), dueMail(randomUUID()), dueMail(admin.userId, { tenantid: other.tenantId })]) {
      expect(await outcome(await ask(mail))).toMatchObject([{ type: NotificationMailFailed.type, data: { attempts: 0, failure: 'no-such-member' } }]);
    }
    expect(receivedBy(user.email)).toEqual([]);
  });

  it('is tried three times again, and then given up with the reason', async () => {
    const user = await identity.user(admin, ['workflows.notification.read']);
    smtp.refusal = '451 later';
    const mailId = await ask(dueMail(user.userId));
    const waiting = async () => (await identity.service.database.admin.query<{ attempts: number; rest: number }>('select attempts, extract(epoch from due_at - now())::float as rest from identity.outgoing_mail where id = $1', [mailId])).rows;
    const rests: number[] = [];
    for (const attempts of [1, 2, 3]) {
      // While it is being sent it is leased for two minutes.
      const [row] = await eventually(waiting, ([one]) => one?.attempts === attempts && one.rest > 130, 20_000);
      rests.push(Math.round((row?.rest ?? 0) / 60));
      await identity.service.database.admin.query('update identity.outgoing_mail set due_at = now() where id = $1', [mailId]);
    }
    expect(rests).toEqual([5, 10, 20]);
    expect(await outcome(mailId)).toMatchObject([{ type: NotificationMailFailed.type, data: { userId: user.userId, attempts: 4, failure: '451' } }]);
    await eventually(waiting, ({ length }) => length === 0);
    smtp.refusal = undefined;
  });
});
