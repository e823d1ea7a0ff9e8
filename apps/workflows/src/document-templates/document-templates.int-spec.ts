import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { decodePDFRawStream, PDFDocument, type PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import PizZip from 'pizzip';
import { extractText } from 'unpdf';
import type { DocumentTemplateList, DocumentView, TemplateVariableList, VersionProvenance } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { docx, pdf, pdfBomb } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { recordEvent } from '../test/record-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plant: PlantHistory;
let workflowId: string;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*', 'assets.plant.read']);
  plant = new PlantHistory(manager.tenantId, { name: 'Colle <Ventoso> & figli', capacityKw: '1234.5', commissionedOn: '2019-03-01' });
  await workflows.hear(...plant.events);
  workflowId = ((await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId: 'standard-design' }).expect(201)).body as { id: string }).id;
});

async function store(content: Buffer, fileName = 'delega.docx', caller = manager): Promise<DocumentView> {
  const query = new URLSearchParams({ fileName, category: 'Administrative' });
  return (await caller.api.post(`${root}/documents?${query}`).set('content-type', 'application/octet-stream').send(content as unknown as object).expect(201)).body as DocumentView;
}
const at = ({ id, latestVersion }: DocumentView, what: string) => `${root}/documents/${id}/versions/${latestVersion.id}/${what}`;
const variables = async (template: DocumentView, query = '') => (await manager.api.get(at(template, `variables?${query}`)).expect(200)).body as TemplateVariableList;
const fill = (template: DocumentView, body: object = {}, caller = manager) => caller.api.post(at(template, 'fill'), { name: 'Delega', category: 'Administrative', plantId: plant.plantId, ...body });
const bytesOf = async (document: DocumentView) => (await manager.api.get(document.latestVersion.contentPath).buffer(true).parse((response, done) => {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
}).expect(200)).body as Buffer;
const wordsOf = async (document: DocumentView) => new PizZip(await bytesOf(document)).file('word/document.xml')?.asText() ?? '';
const refusal = async (content: Buffer, fileName?: string) => ((await fill(await store(content, fileName)).expect(422)).body as { code: string }).code;

describe('a template', () => {
  it('tells its variables, those unknown by name, and with a plant what each is and where from', async () => {
    const template = await store(docx(['Il sottoscritto delega per {plant.name} ({plant.code}), {plant.capacityKw} kW,', '{plant.municipality} {plant.colour} {plant.code} il {today}.']));
    const upload = await variables(template);
    expect(upload.items.map(({ name, status }) => [name, status])).toEqual([['plant.name', 'empty'], ['plant.code', 'empty'], ['plant.capacityKw', 'empty'], ['plant.municipality', 'empty'], ['plant.colour', 'unknown'], ['today', 'filled']]);
    expect(upload.available).toEqual(expect.arrayContaining(['plant.code', 'today', 'workflow.name']));
    const { items } = await variables(template, `plantId=${plant.plantId}&locale=en`);
    expect(items).toEqual(expect.arrayContaining([
      { name: 'plant.capacityKw', status: 'filled', text: '1,234.5', origin: 'plant_facts.capacityKw' },
      { name: 'plant.municipality', status: 'empty', text: null, origin: 'plant_facts.municipality' },
      { name: 'plant.colour', status: 'unknown', text: null, origin: null },
      { name: 'today', status: 'filled', text: '21 November 2026', origin: 'calendar of the tenant' },
    ]));
    expect((await variables(await store(pdf('no form'), 'a.pdf'))).items).toEqual([]);
  });

  it('is filled in Italian, stored as a document, and its provenance is kept', async () => {
    const template = await store(docx(['{plant.name}: {plant.capacityKw} kW dal {plant.commissionedOn}; pratica {task.design.number} {workflow.name}']));
    await workflows.service.database.admin.query(
      `update workflows.workflow_task set code = 'design', data = '{"number": "{plant.code} =1+1"}', definition = jsonb_set(definition, '{dataFields}', '[{"code": "number", "type": "text", "writesTo": null}]')
       where id = (select id from workflows.workflow_task where workflow_id = $1 order by position limit 1)`, [workflowId],
    );
    const made = (await fill(template, { workflowId }).expect(201)).body as DocumentView;
    expect(made).toMatchObject({ name: 'Delega', category: 'Administrative', links: [{ kind: 'workflow', targetId: workflowId }], latestVersion: { fileName: 'Delega.docx', fileType: 'docx' } });
    // What a task captured is text, whatever it looks like.
    expect(await wordsOf(made)).toContain('Colle &lt;Ventoso&gt; &amp; figli: 1.234,5 kW dal 1 marzo 2019; pratica {plant.code} =1+1 ');
    const { generated } = (await manager.api.get(at(made, 'provenance')).expect(200)).body as VersionProvenance;
    expect(generated).toMatchObject({ templateDocumentId: template.id, templateVersionId: template.latestVersion.id, templateSha256: template.latestVersion.sha256, plantId: plant.plantId, workflowId, locale: 'it', generatedByUserId: manager.userId });
    expect(generated?.values.find(({ name }) => name === 'task.design.number')).toEqual({ name: 'task.design.number', status: 'filled', text: '{plant.code} =1+1', origin: 'task design, number' });
    expect(generated?.valuesSha256).toBe(createHash('sha256').update(JSON.stringify(generated?.values.map(({ name, status, text, origin }) => ({ name, status, text, origin })))).digest('hex'));
    expect((await manager.api.get(at(template, 'provenance')).expect(200)).body).toEqual({ generated: null });
  });

  it('is refused while variables have no value, or leaves their places empty', async () => {
    const template = await store(docx(['[{plant.municipality}] [{plant.colour}] [{plant.code}]']));
    expect((await fill(template).expect(422)).body).toMatchObject({ code: 'variables-unresolved', errors: [{ pointer: '/variables/plant.municipality', detail: 'is empty' }, { pointer: '/variables/plant.colour', detail: 'is unknown' }] });
    const made = (await fill(template, { unresolved: 'blank' }).expect(201)).body as DocumentView;
    expect(await wordsOf(made)).toMatch(/\[\] \[\] \[P-/);
  });

  it('may be a PDF with form fields that are named like variables', async () => {
    const source = await PDFDocument.create();
    const [page, form] = [source.addPage(), source.getForm()];
    for (const name of ['plant.code', 'plant.commissionedOn', 'signature']) form.createTextField(name).addToPage(page);
    const template = await store(Buffer.from(await source.save()), 'modulo.pdf');
    expect((await variables(template)).items.map(({ name, status }) => [name, status])).toEqual([['plant.code', 'empty'], ['plant.commissionedOn', 'empty'], ['signature', 'unknown']]);
    await fill(template).expect(422);
    const made = (await fill(template, { unresolved: 'blank' }).expect(201)).body as DocumentView;
    const filled = (await PDFDocument.load(await bytesOf(made))).getForm();
    expect([filled.getTextField('plant.code').getText(), filled.getTextField('plant.commissionedOn').getText()]).toEqual([`P-${plant.plantId.slice(0, 8)}`, '1 marzo 2019']);
  });

  it('that is a PDF shows what its fields hold, or is refused by field and letter', async () => {
    const source = await PDFDocument.create();
    source.getForm().createTextField('plant.name').addToPage(source.addPage());
    const template = await store(Buffer.from(await source.save()), 'modulo.pdf');
    const named = async (name: string) => {
      const { plantId, events } = new PlantHistory(manager.tenantId, { name });
      await workflows.hear(...events);
      return fill(template, { plantId });
    };
    // With its accent beside the letter, as some systems write it.
    const made = await named('Localita\u0300 1\u202f000');
    const filled = await PDFDocument.load(await bytesOf(made.body as DocumentView));
    const field = filled.getForm().getTextField('plant.name');
    expect(field.getText()).toBe('Localit\u00e0 1 000');
    const shown = filled.context.lookup(field.acroField.getWidgets()[0]?.getAppearances()?.normal) as PDFRawStream;
    expect(Buffer.from(decodePDFRawStream(shown).decode()).toString('latin1')).toContain(`<${Buffer.from('Localit\u00e0 1 000', 'latin1').toString('hex').toUpperCase()}>`);
    expect((await named('Ko\u010devar')).body).toMatchObject({ code: 'character-not-printable', detail: expect.stringContaining('(U+010D)') as unknown, errors: [{ pointer: '/variables/plant.name' }] });
  });

  it('evaluates nothing, and unpacks no more than it may', async () => {
    expect(await refusal(docx(['{constructor.constructor("return process")()}']))).toBe('template-malformed');
    expect(await refusal(docx(['{#plant}x{/plant}']))).toBe('template-malformed');
    expect(await refusal(docx(['{@plant.code}']))).toBe('template-malformed');
    expect(await refusal(docx(['{plant.code'])).catch(() => 'ok')).toBe('template-malformed');
    expect(await refusal(docx(['no variable']))).toBe('not-a-template');
    const bomb = Buffer.alloc(60_000_000);
    expect(await refusal(docx(['{plant.code}'], [{ name: 'word/bomb.xml', content: bomb }]))).toBe('template-too-large');
    expect(await refusal(docx(['{plant.code}'], [{ name: 'word/liar.xml', content: bomb, claims: 10 }]))).toBe('template-too-large');
    const made = (await fill(await store(docx(['{constructor} {__proto__x} {plant.constructor}'])), { unresolved: 'blank' })).status;
    expect(made).toBe(422);
  });

  it.each([
    ['behind a lone carriage return', { mark: '\r' }],
    ['in hexadecimal digits', { mark: '\n', isHex: true }],
  ])('that unpacks to 400 MB %s is refused, and nobody waits for it', async (_, how) => {
    const bomb = await store(pdfBomb({ megabytes: 400, ...how }), 'modulo.pdf');
    const delay = monitorEventLoopDelay();
    delay.enable();
    expect((await manager.api.get(at(bomb, 'variables')).expect(422)).body).toMatchObject({ code: 'template-too-large' });
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(1500);
  });

  it('is filled with plants that the caller sees, and workflows of these', async () => {
    const template = await store(docx(['{plant.code}']));
    const other = new PlantHistory(manager.tenantId);
    await workflows.hear(...other.events);
    expect((await fill(template, { plantId: randomUUID() }).expect(422)).body).toMatchObject({ code: 'template-target-not-found', errors: [{ pointer: '/plantId' }] });
    expect((await fill(template, { plantId: other.plantId, workflowId }).expect(422)).body).toMatchObject({ errors: [{ pointer: '/workflowId' }] });
    await fill(template, {}, await workflows.service.signIn(['documents.*'])).expect(404);
    const scoped = await workflows.service.signIn(['documents.*', 'workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    await manager.api.post(`${root}/documents/${template.id}/links`, { kind: 'plant', targetId: plant.plantId }).expect(201);
    expect((await fill(template, { plantId: other.plantId }, scoped).expect(422)).body).toMatchObject({ code: 'template-target-not-found' });
    await fill(template, {}, scoped).expect(201);
  });

  it('leaves no bytes behind when its provenance cannot be kept', async () => {
    const template = await store(docx(['{plant.code} senza traccia']));
    const { admin } = workflows.service.database;
    const files = async () => (await readdir(join(workflows.folder, manager.tenantId), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
    const before = await files();
    await admin.query(`create function workflows.refuse_provenance() returns trigger language plpgsql as 'begin raise exception ''no''; end'; create trigger refuse before insert on workflows.document_generation for each row execute function workflows.refuse_provenance()`);
    await fill(template).expect(500);
    await admin.query('drop trigger refuse on workflows.document_generation');
    expect(await files()).toBe(before);
    await fill(template).expect(201);
  });

  it('tells of plants and workflows to those who may read them', async () => {
    const template = await store(docx(['{plant.code}']));
    const made = (await fill(template, { workflowId }).expect(201)).body as DocumentView;
    const archivist = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    const surveyor = await workflows.service.signIn(['documents.*', 'assets.plant.read'], { tenantId: manager.tenantId });
    expect((await fill(template, {}, archivist).expect(422)).body).toMatchObject({ code: 'template-target-not-found', errors: [{ pointer: '/plantId' }] });
    await archivist.api.get(at(template, `variables?plantId=${plant.plantId}`)).expect(422);
    await archivist.api.get(at(made, 'provenance')).expect(404);
    await fill(template, {}, surveyor).expect(201);
    expect((await fill(template, { workflowId }, surveyor).expect(422)).body).toMatchObject({ errors: [{ pointer: '/workflowId' }] });
    await surveyor.api.get(at(made, 'provenance')).expect(404);
  });

  it('names what stands on the registry card and with authorities, and of which version', async () => {
    const [older, newer] = [recordEvent(plant, 'registry-card', { ownerPec: 'vecchia@pec.example' }, 1), recordEvent(plant, 'registry-card', { ownerPec: 'posta@pec.example' }, 3)];
    plant.change({ podCode: 'IT001E12345678', ownerName: 'Esempio S.r.l.' });
    await workflows.hear(newer);
    await workflows.hear(older, recordEvent(plant, 'gse', { iban: 'IT60X0542811101000000123456' }, 2), ...plant.events.slice(-1));
    const template = await store(docx(['{plant.ownerName} {plant.podCode} {registryCard.ownerPec} {authority.gse.iban}']));
    const made = (await fill(template).expect(201)).body as DocumentView;
    expect(await wordsOf(made)).toContain('Esempio S.r.l. IT001E12345678 posta@pec.example IT60X0542811101000000123456');
    const { generated } = (await manager.api.get(at(made, 'provenance')).expect(200)).body as VersionProvenance;
    expect(generated?.sources).toEqual([{ kind: 'plant', version: 2 }, { kind: 'gse', version: 2 }, { kind: 'registry-card', version: 3 }]);
    // What is told again as it stands is taken, also from assets as it was before.
    await workflows.hear(recordEvent(plant, 'registry-card', { ownerPec: 'nuova@pec.example' }, 3));
    expect((await variables(template, `plantId=${plant.plantId}`)).items[2]).toMatchObject({ text: 'nuova@pec.example', origin: 'registry_card.ownerPec, version 3' });
  });

  it('withholds cards and records from who may not read them, and refuses by name', async () => {
    await workflows.hear(recordEvent(plant, 'gse', { iban: 'IT60X0542811101000000123456' }));
    const template = await store(docx(['{plant.code} {authority.gse.iban} {authority.gse.conventionNumber}']));
    const clerk = await workflows.service.signIn(['documents.*', 'workflows.workflow.read'], { tenantId: manager.tenantId });
    expect((await fill(template, {}, clerk).expect(422)).body).toMatchObject({ code: 'variables-unresolved', errors: [{ pointer: '/variables/authority.gse.iban', detail: 'is withheld' }, { detail: 'is withheld' }] });
    expect((await fill(template).expect(422)).body).toMatchObject({ errors: [{ pointer: '/variables/authority.gse.conventionNumber', detail: 'is empty' }] });
    const preview = await clerk.api.get(at(template, `variables?plantId=${plant.plantId}`)).expect(200);
    expect(JSON.stringify(preview.body)).not.toContain('IT60X');
    const other = await workflows.service.signIn(['documents.*', 'assets.plant.read']);
    const foreign = await store(docx(['{authority.gse.iban}']), 'a.docx', other);
    expect((await fill(foreign, {}, other).expect(422)).body).toMatchObject({ code: 'template-target-not-found' });
  });
});

describe('a template that ships', () => {
  const letters = `${root}/document-templates`;
  const fillLetter = (id: string, body: object = {}, caller = manager) => caller.api.post(`${letters}/${id}/fill`, { plantId: plant.plantId, ...body });
  const known = async () => {
    plant.change({ ownerName: 'Esempio Energie S.r.l.', address: 'Via del Colle 1', municipality: 'Foggia', province: 'FG', type: 'Photovoltaic' });
    await workflows.hear(
      recordEvent(plant, 'registry-card', { ownerTaxCode: '01234567897', ownerPec: 'esempio@pec.example' }), recordEvent(plant, 'dso', { connectionPowerKw: '1200' }),
      recordEvent(plant, 'customs', { licenceCode: 'IT00FGA00001E', declarationYear: 2025, consumptionKwhPerYear: '12345.5' }), ...plant.events.slice(-1),
    );
  };

  it('is there in every tenant, beside documents with the tag template', async () => {
    const own = await store(docx(['{plant.code}']));
    await manager.api.patch(`${root}/documents/${own.id}`, { tags: ['template'] }).set('if-match', `"${own.version}"`).expect(200);
    const { items } = (await manager.api.get(letters).expect(200)).body as DocumentTemplateList;
    expect(items.map((item) => (item.origin === 'bundled' ? [item.id, item.version, item.formats] : [item.documentId, item.formats]))).toEqual([
      ['annual-declaration-cover-sheet', 1, ['docx', 'pdf']], ['connection-request-cover-letter', 1, ['docx', 'pdf']], [own.id, ['docx']],
    ]);
    const newcomer = await workflows.service.signIn(['documents.*']);
    expect(((await newcomer.api.get(letters).expect(200)).body as DocumentTemplateList).items.map(({ origin }) => origin)).toEqual(['bundled', 'bundled']);
    await manager.api.get(`${letters}/no-such-letter/variables`).expect(404);
  });

  it('is refused while something it cannot do without is missing, and names all of it', async () => {
    const { errors } = (await fillLetter('connection-request-cover-letter').expect(422)).body as { errors: { pointer: string; detail: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(['plant.ownerName', 'registryCard.ownerTaxCode', 'registryCard.ownerPec', 'plant.address', 'plant.municipality', 'plant.province', 'authority.dso.connectionPowerKw'].map((name) => `/variables/${name}`));
    const clerk = await workflows.service.signIn(['documents.*', 'workflows.workflow.read'], { tenantId: manager.tenantId });
    await known();
    expect((await fillLetter('annual-declaration-cover-sheet', {}, clerk).expect(422)).body).toMatchObject({ errors: expect.arrayContaining([{ pointer: '/variables/authority.customs.licenceCode', detail: 'is withheld' }]) });
  });

  it('is filled to a DOCX and a PDF, which name what they were made of', async () => {
    await known();
    const word = (await fillLetter('connection-request-cover-letter', { format: 'docx', workflowId }).expect(201)).body as DocumentView;
    expect(word).toMatchObject({ name: `Lettera di accompagnamento alla domanda di connessione P-${plant.plantId.slice(0, 8)}`, category: 'Administrative', latestVersion: { fileType: 'docx' } });
    const text = await wordsOf(word);
    for (const words of ['Colle &lt;Ventoso&gt; &amp; figli', 'Fotovoltaico', '1.234,5 kW', '1.200 kW', 'Foggia (FG)', '21 novembre 2026']) expect(text).toContain(words);
    expect(text).not.toMatch(/POD|\{/);
    const sheet = (await fillLetter('annual-declaration-cover-sheet').expect(201)).body as DocumentView;
    expect(sheet).toMatchObject({ category: 'Fiscal', latestVersion: { fileType: 'pdf' } });
    const { text: [page] } = await extractText(new Uint8Array(await bytesOf(sheet)));
    for (const words of ['Oggetto: Dichiarazione annuale di consumo, anno 2025: licenza IT00FGA00001E', '12.345,5 kWh', 'Agenzia delle Dogane e dei Monopoli']) expect(page).toContain(words);
    expect(page).not.toContain('Diritto di licenza');
    const { generated } = (await manager.api.get(at(sheet, 'provenance')).expect(200)).body as VersionProvenance;
    expect(generated).toMatchObject({ templateDocumentId: null, templateVersionId: null, bundled: { id: 'annual-declaration-cover-sheet', version: 1 }, templateSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(generated?.sources.map(({ kind }) => kind)).toEqual(['plant', 'customs', 'dso', 'registry-card']);
  });

  it('leaves room to write by hand where that is asked for, and says what a PDF cannot show', async () => {
    const blank = (await fillLetter('annual-declaration-cover-sheet', { unresolved: 'blank', format: 'docx', name: 'Frontespizio' }).expect(201)).body as DocumentView;
    expect(await wordsOf(blank)).toContain('licenza ____________');
    await known();
    await workflows.hear(recordEvent(plant, 'customs', { licenceCode: 'Ж1', declarationYear: 2025, consumptionKwhPerYear: '1' }, 2));
    expect((await fillLetter('annual-declaration-cover-sheet').expect(422)).body).toMatchObject({ code: 'character-not-printable', detail: expect.stringContaining('U+0416') });
    await fillLetter('annual-declaration-cover-sheet', { format: 'docx' }).expect(201);
  });
});
