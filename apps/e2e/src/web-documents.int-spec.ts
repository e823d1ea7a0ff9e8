import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@kairos/testing';
import { closeWindows } from './browser.ts';
import { documentsPath, drop, file, plantWithWork, store, stored } from './filed-documents.ts';
import { pdf } from './pdf-file.ts';
import type { Member } from './platform.ts';
import { WebJourney } from './web-journey.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const hostile = '<img src=x onerror=alert(1)>';

let journey: WebJourney;
let admin: Member;
let plantId: string;

beforeAll(async () => {
  journey = await WebJourney.start();
  ({ admin } = journey);
  plantId = await plantWithWork(admin);
}, 120_000);
afterEach(closeWindows);
afterAll(() => journey?.stop());

it('takes files that are dropped on the page, asks what they are, and files them under their plant', async () => {
  const { page, complaints } = await journey.signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Documents' }).click();
  await page.getByText('No document yet').waitFor();
  await drop(page, 'body', [file(`visura ${hostile}.pdf`, pdf()), file('progetto.pdf', pdf())]);
  const dialog = page.getByRole('dialog', { name: 'Upload 2 documents' });
  await dialog.getByRole('button', { name: 'Upload 2 documents' }).click();
  await dialog.getByText('Choose a category.').waitFor();
  await dialog.getByRole('combobox', { name: 'Category', exact: true }).click();
  await page.getByRole('option', { name: 'Administrative' }).click();
  await dialog.getByRole('combobox', { name: 'Category of progetto.pdf' }).click();
  await page.getByRole('option', { name: 'Technical' }).click();
  await dialog.getByRole('combobox', { name: 'Plant' }).fill('fiori');
  await page.getByRole('option', { name: 'Campo dei Fiori' }).click();
  await dialog.getByRole('button', { name: 'Upload 2 documents' }).click();
  await page.getByText('2 of 2 files stored').waitFor();
  // No system saves a file under such a name; a document may still be called so.
  await page.getByRole('cell', { name: 'visura _img src=x onerror=alert(1)_' }).waitFor();
  expect((await stored(admin, `plantId=${plantId}`)).map(({ category }) => category).sort()).toEqual(['Administrative', 'Technical']);
  expect(complaints).toEqual([]);
});

it('says why a file was refused, keeps it on the list, and takes it once it can be', async () => {
  const { page } = await journey.signedIn();
  await page.goto('/documents');
  await page.locator('input[type=file]').setInputFiles([file('macro.exe', Buffer.from('MZ not a document'), 'application/octet-stream'), file('bolletta.pdf', pdf())]);
  const dialog = page.getByRole('dialog', { name: 'Upload 2 documents' });
  await dialog.getByRole('combobox', { name: 'Category', exact: true }).click();
  await page.getByRole('option', { name: 'Fiscal' }).click();
  await dialog.getByRole('button', { name: 'Upload 2 documents' }).click();
  await page.getByRole('alert').getByText('By its bytes this is no kind of file that your organisation stores.').waitFor();
  await page.getByText('1 of 2 files stored').waitFor();
  let sent = 0;
  await page.route(/\/workflows\/documents\?/, (route) => (route.request().method() !== 'GET' && (sent += 1) === 1 ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Try again: macro.exe' }).click();
  await page.getByRole('alert').getByText('The server is not reached.').waitFor();
  await page.getByRole('button', { name: 'Try again: macro.exe' }).click();
  await page.getByRole('alert').getByText('By its bytes this is no kind of file that your organisation stores.').waitFor();
  await page.getByRole('button', { name: 'Take macro.exe off the list' }).click();
  await page.getByText('1 of 1 file stored').waitFor();
});

it('goes on with a large file where the connection broke, without sending what has arrived again', async () => {
  const { page } = await journey.signedIn();
  await page.goto('/documents');
  const offsets: string[] = [];
  page.on('request', (request) => { if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? ''); });
  // The second piece does not get through at first.
  await page.route(/\/document-uploads\//, (route) => (offsets.length === 2 && route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await page.locator('input[type=file]').setInputFiles(file('rilievo.pdf', pdf(20 * 1024 * 1024)));
  const dialog = page.getByRole('dialog', { name: 'Upload 1 document' });
  await dialog.getByRole('combobox', { name: 'Category', exact: true }).click();
  await page.getByRole('option', { name: 'Technical' }).click();
  await dialog.getByRole('button', { name: 'Upload 1 document' }).click();
  await page.getByText('1 of 1 file stored').waitFor({ timeout: 60_000 });
  const piece = String(16 * 1024 * 1024);
  expect(offsets).toEqual(['0', piece, piece]);
  await page.getByRole('link', { name: 'Open: rilievo.pdf' }).click();
  await page.getByRole('heading', { name: 'rilievo', level: 1 }).waitFor();
}, 120_000);

it('pauses a large file, goes on with it, and leaves nothing behind of one that is given up', async () => {
  const { page } = await journey.signedIn();
  await page.goto('/documents');
  let blocked = true;
  await page.route(/\/document-uploads\//, (route) => (blocked && route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  const upload = async (name: string) => {
    await page.locator('input[type=file]').setInputFiles(file(name, pdf(9 * 1024 * 1024)));
    const dialog = page.getByRole('dialog', { name: 'Upload 1 document' });
    await dialog.getByRole('combobox', { name: 'Category', exact: true }).click();
    await page.getByRole('option', { name: 'Technical' }).click();
    await Promise.all([page.waitForResponse((response) => response.url().includes('/document-uploads') && response.status() === 201), dialog.getByRole('button', { name: 'Upload 1 document' }).click()]);
  };
  await upload('paused.pdf');
  await page.getByRole('button', { name: 'Pause paused.pdf' }).click();
  await page.getByText('paused', { exact: true }).waitFor();
  blocked = false;
  await page.getByRole('button', { name: 'Go on with paused.pdf' }).click();
  await page.getByText('1 of 1 file stored').waitFor({ timeout: 60_000 });
  blocked = true;
  await upload('given-up.pdf');
  const [gone] = await Promise.all([page.waitForResponse((response) => response.request().method() === 'DELETE'), page.getByRole('button', { name: 'Take given-up.pdf off the list' }).click()]);
  expect(gone.status()).toBe(204);
  await page.getByText('1 of 1 file stored').waitFor();
}, 120_000);

it('finds by words, kind and expiry, keeps all of that in the address, and shows what is written as it is written', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await store(admin, { name: `Polizza ${hostile}`, category: 'Contract', expiresOn: day(-3), tags: 'assicurazione' });
  await store(admin, { name: 'Polizza incendio', category: 'Contract', expiresOn: day(45) });
  const { page, complaints } = await journey.signedIn();
  await page.goto('/documents');
  await page.getByRole('searchbox', { name: 'Words in names, tags and texts' }).fill('polizza');
  await page.waitForURL(/text=polizza/);
  await page.getByRole('columnheader', { name: 'Where the words stand' }).waitFor();
  await page.getByRole('cell', { name: 'Polizza incendio' }).waitFor();
  await page.getByRole('link', { name: /^Within 60 days/ }).click();
  await page.getByRole('cell', { name: 'Polizza incendio' }).waitFor();
  await page.getByRole('link', { name: /^Expired/ }).click();
  await page.getByRole('cell', { name: 'Polizza incendio' }).waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: `Polizza ${hostile}` }).waitFor();
  await page.reload();
  await page.getByRole('cell', { name: `Polizza ${hostile}` }).waitFor();
  expect(new URL(page.url()).searchParams.get('view')).toBe('expired');
  expect(complaints).toEqual([]);
});

it('shows a picture as it is, versions beside one another, and never what could run', async () => {
  const picture = await store(admin, { name: 'Targa inverter', fileName: 'targa.png' }, png);
  const { page, complaints } = await journey.signedIn();
  await page.goto(`/documents/${picture.id}`);
  const shown = page.getByRole('img', { name: 'Preview of targa.png' });
  await shown.waitFor();
  await page.waitForFunction(`document.querySelector('img[alt="Preview of targa.png"]')?.naturalWidth === 1`);
  const uploadVersion = async (content: string) => {
    await page.locator('input[type=file]').setInputFiles(file('rapporto.xml', Buffer.from(content), 'image/svg+xml'));
    await page.getByRole('dialog', { name: 'Upload a new version' }).getByRole('button', { name: 'Upload the version' }).click();
  };
  await uploadVersion('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  await page.getByRole('alert').getByText('By its bytes this is no kind of file').waitFor();
  await uploadVersion('<?xml version="1.0" encoding="UTF-8"?><FatturaElettronica versione="FPR12"><Numero>17</Numero></FatturaElettronica>');
  await page.getByText('Only PDF, PNG and JPEG are shown here.').waitFor();
  await page.getByText(/larger than version 1|smaller than version 1/).waitFor();
  expect(await page.locator('iframe, object, embed').count()).toBe(0);
  await page.getByRole('button', { name: 'Verify version 1' }).click();
  await page.getByText('whole: read again just now, byte for byte').waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download version 1' }).click()]);
  expect(saved.suggestedFilename()).toBe('targa.png');
  expect(complaints).toEqual([]);
});

it('shows the pages of a PDF within the page, as far as the browser does', async () => {
  const document = await store(admin, { name: 'Autorizzazione', fileName: 'au.pdf' }, pdf(400, 'Autorizzazione unica'));
  const { page, complaints } = await journey.signedIn();
  await page.goto(`/documents/${document.id}`);
  const frame = page.locator('iframe[title="Preview of au.pdf"]');
  await frame.or(page.getByText('This browser shows no PDF by itself.')).waitFor();
  if ((await frame.count()) > 0) expect(await frame.getAttribute('src')).toMatch(/^blob:.*#navpanes=0$/);
  expect(complaints).toEqual([]);
});

it('has somebody else than the uploader decide on a version', async () => {
  const document = await store(admin, { name: 'Relazione', approvalRequired: 'true' });
  const approver = await journey.platform.addMember(admin, ['documents.document.read', 'documents.document.approve']);
  await journey.platform.knownEverywhere(approver);
  const { page: own } = await journey.signedIn();
  await own.goto(`/documents/${document.id}`);
  await own.getByText('You uploaded it: somebody else decides.').waitFor();
  expect(await own.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  const { page } = await journey.signedIn(approver);
  await page.goto(`/documents/${document.id}`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('The decision is noted.').waitFor();
  await page.getByText('Valid', { exact: true }).first().waitFor();
});

it('tells who is late what somebody else changed, and keeps what they typed', async () => {
  const document = await store(admin, { name: 'Convenzione' });
  const { page } = await journey.signedIn();
  await page.goto(`/documents/${document.id}`);
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Convenzione GSE');
  // It is sent as if what changed had not been read anew yet.
  let sent = 0;
  await page.route(`**/workflows/documents/${document.id}`, (route) => {
    const isFirst = route.request().method() === 'PATCH' && (sent += 1) === 1;
    return route.continue(isFirst ? { headers: { ...route.request().headers(), 'if-match': '"1"' } } : {});
  });
  await admin.at('workflows').patch(`${documentsPath}/${document.id}`, { tags: ['gse'] }).set('if-match', '"1"').expect(200);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await eventually(async () => (await stored(admin, 'tag=gse')).map(({ name }) => name), (names) => names.length === 1);
  await dialog.getByRole('alert').getByText('Tags: gse').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Convenzione GSE', level: 1 }).waitFor();
  expect((await stored(admin, 'tag=gse')).map(({ name }) => name)).toEqual(['Convenzione GSE']);
});

it('says who holds a document and why, and lets it go again with a reason', async () => {
  const document = await store(admin, { name: 'Contratto EPC' });
  const { page } = await journey.signedIn();
  await page.goto(`/documents/${document.id}`);
  await page.getByRole('button', { name: 'Place a hold…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Place a legal hold on this document' });
  await dialog.getByRole('textbox', { name: 'What the case is called' }).fill('Causa 12/2026');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Ordered by the court');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const holds = page.getByRole('list', { name: 'Legal holds' });
  await holds.getByText('Ordered by the court').waitFor();
  await holds.getByText(/placed .* · You\. It stands until somebody releases it\./).waitFor();
  await page.getByRole('button', { name: 'Release the hold Causa 12/2026' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Settled');
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('No legal hold keeps it.').waitFor();
});

it('offers to link again what was taken away, though an event took its row from the page first', async () => {
  const document = await store(admin, { name: 'Mappa catastale', plantId });
  const { page } = await journey.signedIn();
  await page.goto(`/documents/${document.id}`);
  const linked = page.getByRole('region', { name: 'Belongs to' });
  await page.route(`**/documents/${document.id}/links/*`, async (route) => {
    const response = await route.fetch();
    await linked.getByText('It belongs to no plant, deadline, workflow or task yet.').waitFor();
    await route.fulfill({ response });
  });
  await linked.getByRole('button', { name: 'Take the link away: Campo dei Fiori' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await linked.getByRole('link', { name: 'Campo dei Fiori' }).waitFor();
});

it('offers a reader nothing that they may not do', async () => {
  const document = await store(admin, { name: 'Planimetria' });
  const reader = await journey.platform.addMember(admin, ['documents.document.read']);
  await journey.platform.knownEverywhere(reader);
  const { page } = await journey.signedIn(reader);
  await page.goto('/documents');
  await page.getByRole('cell', { name: 'Planimetria' }).waitFor();
  await drop(page, 'body', [file('a.pdf', pdf())]);
  expect([await page.getByRole('button', { name: 'Upload' }).count(), await page.locator('input[type=file]').count(), await page.getByRole('dialog').count()]).toEqual([0, 0, 0]);
  await page.goto(`/documents/${document.id}`);
  await page.getByRole('button', { name: 'Download', exact: true }).waitFor();
  for (const name of ['New version', 'Edit', 'More', 'Link…', 'Place a hold…', 'Approve']) expect([name, await page.getByRole('button', { name, exact: true }).count()]).toEqual([name, 0]);
});
