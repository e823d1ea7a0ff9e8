import { createHash, randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import PizZip from 'pizzip';
import type { DocumentView, TemplateVariableList, VersionProvenance } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { docx, pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
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
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
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

  it('is filled with plants that the caller sees, and workflows of these', async () => {
    const template = await store(docx(['{plant.code}']));
    const other = new PlantHistory(manager.tenantId);
    await workflows.hear(...other.events);
    expect((await fill(template, { plantId: randomUUID() }).expect(422)).body).toMatchObject({ code: 'template-target-not-found', errors: [{ pointer: '/plantId' }] });
    expect((await fill(template, { plantId: other.plantId, workflowId }).expect(422)).body).toMatchObject({ errors: [{ pointer: '/workflowId' }] });
    await fill(template, {}, await workflows.service.signIn(['documents.*'])).expect(404);
    const scoped = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    await manager.api.post(`${root}/documents/${template.id}/links`, { kind: 'plant', targetId: plant.plantId }).expect(201);
    expect((await fill(template, { plantId: other.plantId }, scoped).expect(422)).body).toMatchObject({ code: 'template-target-not-found' });
    await fill(template, {}, scoped).expect(201);
  });
});
