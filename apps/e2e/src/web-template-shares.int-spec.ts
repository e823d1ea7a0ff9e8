import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page as PageOf } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { seriousFaults } from './axe.ts';
import { WebJourney } from './web-journey.ts';

let journey: WebJourney;

beforeAll(async () => { journey = await WebJourney.start(); });
afterAll(() => journey?.stop());

it('shares a template with another organisation until a day, which makes it its own, and no longer than that', async () => {
  const guest = await journey.platform.foundTenant('boreale');
  await journey.platform.knownEverywhere(guest);
  const [recipe] = ((await journey.admin.at('intake').get('/api/v1/intake/recipes').expect(200)).body as PageOf<{ name: string }>).items;
  const { id } = (await journey.admin.at('intake').post('/api/v1/intake/recipe-templates', { title: 'Elenco condiviso', recipe: { name: recipe?.name } }).expect(201)).body as { id: string };
  const theirs = await journey.signedIn(guest);
  await theirs.page.goto('/recipe-templates?origin=shared');
  await theirs.page.getByText(guest.tenantId).waitFor();
  const { page, complaints } = await journey.signedIn();
  await page.goto(`/recipe-templates/${id}`);
  await page.getByText('No other organisation sees it.').waitFor();
  await page.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this template' });
  await dialog.getByRole('textbox', { name: 'Id of the organisation' }).fill('boreale');
  await dialog.getByLabel('Until').fill('2020-01-01');
  await dialog.getByRole('button', { name: 'Share this template' }).click();
  await dialog.getByText(/^An id such as/).waitFor();
  await dialog.getByText('A day from today on, within a year.').waitFor();
  await dialog.getByRole('textbox', { name: 'Id of the organisation' }).fill(guest.tenantId);
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Until').fill(inDays(800));
  await dialog.getByRole('button', { name: 'Share this template' }).click();
  await dialog.getByRole('alert').getByText('A share ends in the future, within a year.').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByLabel('Until').fill(inDays(30));
  await dialog.getByRole('button', { name: 'Share this template' }).click();
  await page.getByRole('row', { name: new RegExp(guest.tenantId) }).waitFor();
  const granted = async () => ((await journey.admin.at('intake').get(`/api/v1/intake/recipe-templates/${id}/shares`).expect(200)).body as { items: { expiresAt: string }[] }).items.map(({ expiresAt }) => expiresAt.slice(0, 10));
  expect(await granted()).toEqual([inDays(30)]);
  await page.getByRole('button', { name: `Move the end for ${guest.tenantId}` }).click();
  await page.getByLabel('Until').fill(inDays(60));
  await page.getByRole('dialog').getByRole('button', { name: 'Move the end' }).click();
  await eventually(granted, ([until]) => until === inDays(60));

  await theirs.page.reload();
  await theirs.page.getByRole('row', { name: /Elenco condiviso.*shared with you until/ }).getByRole('link').click();
  await theirs.page.getByText(/shared with you until/).waitFor();
  expect(await theirs.page.getByRole('button', { name: /Change|Withdraw|Share/ }).count()).toBe(0);
  const download = theirs.page.waitForEvent('download');
  await theirs.page.getByRole('button', { name: 'Download' }).click();
  expect(JSON.parse(readFileSync(await (await download).path(), 'utf8'))).toMatchObject({ title: 'Elenco condiviso', document: expect.any(Object) });
  await theirs.page.getByRole('button', { name: 'Make a recipe of it' }).click();
  await theirs.page.getByRole('textbox', { name: 'Name of the recipe' }).fill('preso-da-aurora');
  await theirs.page.getByRole('dialog').getByRole('button', { name: 'Make a recipe of it' }).click();
  await theirs.page.getByText('The recipe preso-da-aurora is yours now.').waitFor();

  await page.getByRole('button', { name: `End it for ${guest.tenantId}` }).click();
  await page.getByText('No other organisation sees it.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: new RegExp(guest.tenantId) }).waitFor();
  await page.getByRole('button', { name: `End it for ${guest.tenantId}` }).click();
  await page.getByText('No other organisation sees it.').waitFor();
  await theirs.page.goto(`/recipe-templates/${id}`);
  await theirs.page.getByRole('alert').getByText('This could not be read').waitFor();

  await page.getByRole('button', { name: 'Change…' }).click();
  const change = page.getByRole('dialog', { name: 'Change Elenco condiviso' });
  await change.getByRole('textbox', { name: 'Title' }).fill('Elenco nostro');
  await change.getByRole('combobox', { name: 'Who sees it' }).click();
  await page.getByRole('option', { name: 'You alone' }).click();
  await change.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Elenco nostro', level: 1 }).waitFor();
  await page.getByText(/^Only you see it/).waitFor();
  expect(complaints).toEqual([]);
}, 90_000);
