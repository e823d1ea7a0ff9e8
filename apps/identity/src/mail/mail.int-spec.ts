import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@kairos/testing';
import { IdentityBuilder } from '../test/identity.builder.ts';
import { SmtpServer } from '../test/smtp-server.builder.ts';
import { FileMailSender } from './file-mail-sender.ts';
import { OutgoingMailRepository, mailedTokenDigest, type NewMail } from './outgoing-mail.repository.ts';

let port: number;
let smtp: SmtpServer | undefined;
let identity: IdentityBuilder;

beforeAll(async () => {
  port = await freePort();
  identity = await IdentityBuilder.start(undefined, { SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: 'https://kairos.example/' });
});
afterAll(async () => {
  await identity?.stop();
  await smtp?.stop();
});

const admin = () => identity.service.database.admin;
const mail = () => identity.service.running.app.get(OutgoingMailRepository);
const waiting = async () => (await admin().query<{ attempts: number; row: string }>('select attempts, to_jsonb(m)::text as row from identity.outgoing_mail m order by queued_at')).rows;
const hurry = () => admin().query('update identity.outgoing_mail set due_at = now()');
const invitation = (recipient: string, linkId: string): NewMail => ({ template: 'invitation', recipient, locale: 'it', facts: { tenantName: 'Perché no & co.', invitedBy: 'Olga' }, linkId, usefulForMinutes: 60 });
const quoted = (content: string) => content.replaceAll('=\n', '').replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('mail', () => {
  it('is queued by the transaction that commits, and by no other', async () => {
    const em = identity.service.em.fork();
    const undone = em.transactional(async () => {
      await mail().queue(invitation('nobody@example.org', randomUUID()));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await waiting()).toEqual([]);
  });

  it('waits while the server is away, holds no token, and arrives once it is back', async () => {
    const linkId = randomUUID();
    await mail().queue(invitation('olga@example.org', linkId));
    const [waits] = await eventually(waiting, ([row]) => (row?.attempts ?? 0) > 0);
    smtp = await SmtpServer.listen(port);
    smtp.refusal = '451 later';
    await hurry();
    await eventually(waiting, ([row]) => (row?.attempts ?? 0) > 1);
    smtp.refusal = undefined;
    const received = await eventually(async () => (await hurry(), smtp?.received ?? []), ({ length }) => length > 0);
    await eventually(waiting, ({ length }) => length === 0);

    expect(received).toHaveLength(1);
    expect(received[0]?.recipients).toEqual(['olga@example.org']);
    const content = quoted(received[0]?.content ?? '');
    const token = /https:\/\/kairos\.example\/invitations\/accept#token=([\w-]{43})/.exec(content)?.[1] ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(content).toContain('Accetta');
    expect(waits?.row).not.toContain(token);
    const { rows } = await admin().query<{ token_sha256: string }>('select token_sha256 from identity.mailed_token where link_id = $1', [linkId]);
    expect(rows.map(({ token_sha256: digest }) => digest)).toContain(mailedTokenDigest(token));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('is sent by one of two that look for it at once', async () => {
    await identity.service.em.fork().transactional(async () => {
      for (const name of ['a', 'b', 'c']) await mail().queue({ template: 'password-changed', recipient: `${name}@example.org`, locale: null, usefulForMinutes: 60 });
      // Claimed by the service's own worker as soon as this commits; here nobody sees them yet.
      expect(await mail().claim(60)).toBeUndefined();
    });
    const claimed = await Promise.all([1, 2, 3, 4].map(() => mail().claim(60)));
    const ids = claimed.flatMap((one) => (one ? [one.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    await hurry();
    await eventually(waiting, ({ length }) => length === 0);
    expect(smtp?.received.flatMap(({ recipients }) => recipients).filter((recipient) => /^[abc]@/.test(recipient)).sort()).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
  });

  it('is not sent once it is of no use', async () => {
    await admin().query(
      `insert into identity.outgoing_mail (id, template, recipient, facts, queued_at, useless_at) values ($1, 'password-changed', 'late@example.org', '{}', now() - interval '2 days', now() - interval '1 day')`,
      [randomUUID()],
    );
    expect(await mail().claim(60)).toBeUndefined();
    await admin().query('delete from identity.outgoing_mail');
  });
});

describe('mail into a folder', () => {
  it('is one whole file each, for its owner alone, the same file when it is sent again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kairos-test-mail-'));
    const sender = new FileMailSender(join(folder, 'mail'), 'Kairos <kairos@example.org>');
    const message = { id: randomUUID(), recipient: 'olga@example.org', subject: 'Perché\r\nBcc: all@example.org', text: 'text', html: '<p>html</p>' };
    await sender.send(message);
    await sender.send(message);
    const [file = '', ...others] = readdirSync(join(folder, 'mail'));
    expect(others).toEqual([]);
    expect(statSync(join(folder, 'mail', file)).mode & 0o777).toBe(0o600);
    const content = readFileSync(join(folder, 'mail', file), 'utf8');
    expect(content).toContain(`Message-ID: <${message.id}@kairos>`);
    expect(content).toContain('To: olga@example.org');
    expect(content).not.toMatch(/^Bcc:/m);
    rmSync(folder, { recursive: true });
  });
});
