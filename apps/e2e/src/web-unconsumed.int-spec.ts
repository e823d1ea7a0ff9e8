import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { eventually } from '@kairos/testing';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const consumer = 'workflows-plant-obligations';
const room = '/events/unconsumed';
let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, platform.url('gateway'), who, looks);
const sql = async <R extends object>(text: string, values: unknown[] = []) => (await platform.database.admin.query<R>(text, values)).rows;
const known = async (plantId: string) => (await sql('select from workflows.plant_facts where plant_id = $1', [plantId])).length;

/** A plant whose registration workflows could not take in: it knows nothing of it. */
async function registerUnheard(code: string, mended: boolean): Promise<{ plantId: string; letterId: string }> {
  const { body } = await admin.at('assets').post('/api/v1/assets/plants', { code, name: `Campo ${code}`, type: 'Photovoltaic', capacityKw: '19' }).expect(201);
  const { plantId } = body as { plantId: string };
  await eventually(() => known(plantId), (count) => count === 1);
  await sql(`delete from workflows.inbox_message i using assets.outbox_message o where i.event_id = o.event_id and o.aggregate_id = $1`, [plantId]);
  await sql('delete from workflows.plant_facts where plant_id = $1', [plantId]);
  const letterId = randomUUID();
  await sql(
    `insert into workflows.dead_letter (id, consumer, stream, stream_sequence, subject, event_id, tenant_id, reason, deliveries, message)
     select $1, $2, 'ASSETS', position + 1000000, subject, event_id, tenant_id, 'Error: the table was locked', 5, case when $4 then message::text else jsonb_set(message::jsonb, '{data}', '{}')::text end
     from assets.outbox_message where aggregate_id = $3 and type = 'assets.plant.registered.v1'`,
    [letterId, consumer, plantId, mended],
  );
  return { plantId, letterId };
}

it('shows an event that could not be consumed with its content, and replays it: it takes effect, and the list says so', async () => {
  const { plantId } = await registerUnheard('PV-1', true);
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('link', { name: 'Could not be consumed', exact: true }).click();
  await page.getByRole('link', { name: 'assets.plant.registered.v1' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Error: the table was locked').waitFor();
  await drawer.getByText('"code": "PV-1"').waitFor();
  expect(await known(plantId)).toBe(0);
  await drawer.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('The event took effect.').waitFor();
  await drawer.getByText('replayed', { exact: true }).waitFor();
  expect(await known(plantId)).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByText('Everything was consumed').waitFor();
  await page.getByText('Replayed', { exact: true }).click();
  await page.getByRole('row', { name: /assets\.plant\.registered\.v1.*replayed/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('state')).toBe('replayed');
  expect(complaints).toEqual([]);
});

it('replays several at once: what fails again stays with its new reason, and can be discarded for good', async () => {
  const [good, broken] = [await registerUnheard('PV-2', true), await registerUnheard('PV-3', false)];
  const { page, complaints } = await signedIn(admin);
  await page.goto(room);
  await page.getByRole('checkbox', { name: 'Choose all' }).check();
  await page.getByText('2 events chosen').waitFor();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('The event took effect.').waitFor();
  await page.getByText('1 event failed again').waitFor();
  await page.getByRole('row', { name: /data\.plantId/ }).waitFor();
  expect([await known(good.plantId), await known(broken.plantId)]).toEqual([1, 0]);

  await page.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard this event for good?' });
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('The event is discarded.').waitFor();
  await page.getByText('Everything was consumed').waitFor();
  expect(await sql('select from workflows.dead_letter where id = $1', [broken.letterId])).toEqual([]);

  await page.goto('/audit?action=workflows.dead-letter.discard');
  await page.getByRole('link', { name: /dead letter/i }).first().waitFor();
  expect(complaints).toEqual([]);
});

it('lets somebody who may only look replay nothing, and shows the room to nobody else', async () => {
  const { letterId } = await registerUnheard('PV-4', true);
  const reader = await platform.addMember(admin, ['platform.dead-letter.read', 'identity.audit.read']);
  const { page } = await signedIn(reader);
  await page.goto(`${room}?letter=${letterId}&of=workflows`);
  await page.getByRole('dialog').getByText('Error: the table was locked').waitFor();
  expect(await page.getByRole('button', { name: /Replay|Discard/ }).count()).toBe(0);
  expect(await page.getByRole('checkbox').count()).toBe(0);
  const other = await signedIn(await platform.addMember(admin, ['identity.audit.read']));
  await other.page.goto('/events');
  await other.page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
  expect(await other.page.getByRole('link', { name: 'Could not be consumed', exact: true }).count()).toBe(0);
  await other.page.goto(room);
  await other.page.getByRole('alert').getByText('This could not be read').waitFor();
});

it('says which letter is not there, and opens the room whatever the address asks for', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto(`${room}?letter=${randomUUID()}&of=workflows`);
  await page.getByRole('dialog').getByRole('alert').getByText('No such dead letter.').waitFor();
  await page.goto(`${room}?state=nonsense&service=fleet&letter=x`);
  await page.getByRole('row', { name: /PV|assets\.plant/ }).first().waitFor();
  expect(complaints).toEqual([]);
});
