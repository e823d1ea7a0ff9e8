import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plantStatuses, type PlantType, type Predicate, type WorkflowTemplate } from '@kairos/contracts';
import { parseObligationPack } from '../obligations/obligation-pack.calc.ts';
import { evaluate, type ObligationFacts } from '../obligations/predicate.calc.ts';
import { authorityFields } from './authority-fields.calc.ts';
import { applicableTasks, chosenFirst, templateAppliesTo } from './applicable-templates.calc.ts';
import { parseWorkflowTemplate, tasksOf } from './workflow-template.calc.ts';

const folder = new URL('../../templates/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort();
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const references = { obligationCodes: new Set(['annual-consumption-declaration', 'licence-fee', 'spi-check', 'fuel-mix-disclosure', 'antimafia-renewal', 'fiscal-meter-calibration']), authorityFields };
const versions = files.map((file) => parseWorkflowTemplate(textOf(file), file, references));
const templates = [...Map.groupBy(versions, ({ id }) => id).values()].map((of) => of.reduce((newest, template) => (template.version > newest.version ? template : newest)));
const named = (id: string) => templates.find((template) => template.id === id) as WorkflowTemplate;

const plant = (capacityKw: string, more: Partial<ObligationFacts> = {}): ObligationFacts => ({
  status: 'In Authorization', type: 'Photovoltaic' as PlantType, capacityKw, commissionedOn: null, municipality: null, province: null, protectedArea: false,
  incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null, ...more,
});
const applying = (facts: ObligationFacts) => templates.filter((template) => templateAppliesTo(template, facts).applies);
const chosen = (facts: ObligationFacts) => [...chosenFirst(applying(facts))].map(({ id, durationDays }) => [id, durationDays]);
const tasksFor = (id: string, facts: ObligationFacts) => applicableTasks(named(id), facts).filter(({ applies }) => applies).map(({ code }) => code);
const workshop = ['ad-1-declaration', 'pudm-submission', 'licence'];

describe('the templates', () => {
  it('count their versions from 1, none left out', () => {
    for (const [id, of] of Map.groupBy(versions, (template) => template.id)) expect([id, of.map(({ version }) => version).sort()]).toEqual([id, of.map((_, index) => index + 1)]);
  });

  it('have the activation in five phases, 180 days, with everything it asks for', () => {
    const { stages, durationDays, alertDays, baseDocuments } = named('complete-activation');
    expect([durationDays, alertDays, baseDocuments.length]).toEqual([180, [30, 15, 7, 1], 4]);
    expect(stages.map(({ code, durationDays: days, tasks }) => [code, days, tasks.length])).toEqual([['design', 45, 4], ['connection', 60, 5], ['gaudi', 20, 3], ['gse', 30, 4], ['workshop', 25, 3]]);
    expect(tasksOf(named('complete-activation')).find(({ code }) => code === 'tica-handling')?.peremptory).toMatchObject({ days: 45, in: 'workingDays' });
  });
});

describe('what applies to a plant', () => {
  it('of 19 kW has no workshop, no declaration and no licence fee', () => {
    const facts = plant('19', { status: 'In Operation', customsLicenceActive: true });
    expect(tasksFor('complete-activation', facts).filter((code) => workshop.includes(code))).toEqual([]);
    expect(applying(facts).map(({ id }) => id).filter((id) => ['electric-workshop', 'annual-consumption-declaration', 'licence-fee'].includes(id))).toEqual([]);
    const raised = plant('25', { status: 'In Operation', customsLicenceActive: true });
    expect(tasksFor('complete-activation', raised).filter((code) => workshop.includes(code))).toEqual(workshop);
    expect(applying(raised).map(({ id }) => id)).toEqual(expect.arrayContaining(['electric-workshop', 'annual-consumption-declaration', 'licence-fee']));
  });

  it('of 20 kW without a constraint is designed in 20 days and connected in 30', () => {
    expect(chosen(plant('20')).slice(0, 4)).toEqual(expect.arrayContaining([['simplified-photovoltaic-design', 20], ['simplified-connection', 30]]));
    expect(chosen(plant('20.001'))).toEqual(expect.arrayContaining([['standard-design', 45], ['simplified-connection', 30]]));
    expect(chosen(plant('50.001'))).toEqual(expect.arrayContaining([['standard-connection', 60]]));
    expect(tasksOf(named('simplified-connection')).map(({ durationDays }) => durationDays)).toEqual([3, 15, 12]);
  });

  it('in a protected area is designed with its constraints first, whatever its size', () => {
    for (const kw of ['19', '600', '1100']) expect(chosen(plant(kw, { protectedArea: true }))).toContainEqual(['design-with-constraints', 75]);
    expect(tasksFor('complete-activation', plant('19', { protectedArea: true }))).toContain('superintendence-opinion');
    expect(tasksFor('complete-activation', plant('19'))).not.toContain('superintendence-opinion');
  });

  it.each([
    ['1000', ['building-title'], true], ['1000.001', ['single-authorisation'], false], ['500', ['building-title'], true], ['500.001', ['building-title'], false],
  ])('of %s kW needs %j', (kw, titles, ssp) => {
    const tasks = tasksFor('complete-activation', plant(kw));
    expect(tasks.filter((code) => ['building-title', 'single-authorisation'].includes(code))).toEqual(titles);
    expect(tasks.includes('ssp-convention')).toBe(ssp && Number(kw) <= 500);
  });

  it('files antimafia documents above 150,000 €, counted as the tenant counts', () => {
    const antimafia = (facts: Partial<ObligationFacts>) => tasksFor('complete-activation', plant('600', facts)).includes('antimafia');
    expect([antimafia({}), antimafia({ incentivesTotalEur: '150000' }), antimafia({ incentivesTotalEur: '150000.01' })]).toEqual([false, false, true]);
    expect(antimafia({ incentivesTotalEur: '900000', incentivesPerYearEur: '45000', incentivesBasis: 'perYear' })).toBe(false);
  });

  it('says what decided', () => {
    expect(templateAppliesTo(named('simplified-connection'), plant('51'))).toMatchObject({ applies: false, why: { fields: { type: 'Photovoltaic', capacityKw: '51' } }, unmet: ['capacityKw 51 is not atMost 50'] });
    expect(applicableTasks(named('complete-activation'), plant('19')).find(({ code }) => code === 'licence')).toEqual({ code: 'licence', applies: false, why: { predicate: { field: 'capacityKw', op: 'above', value: '20' }, fields: { capacityKw: '19' } }, unmet: ['capacityKw 19 is not above 20'] });
  });
});

describe('a template that recurs with an obligation', () => {
  const pack = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8'), '2026.2.yaml');
  const demands = (code: string, facts: ObligationFacts) => evaluate(pack.obligations.find((obligation) => obligation.code === code)?.appliesWhen as Predicate, facts).applies;
  const grid = plantStatuses.flatMap((status) => ['5', '11.08', '11.081', '20', '20.001', '1100'].flatMap((kw) => [true, false, null].flatMap((customsLicenceActive) => [null, '150000', '150000.01'].map((incentivesTotalEur) => plant(kw, { status, customsLicenceActive, incentivesTotalEur })))));

  it('is there for every obligation that a template is named after', () => {
    expect(templates.filter(({ id, recursWith }) => pack.obligations.some(({ code }) => code === id) && recursWith !== id).map(({ id }) => id)).toEqual([]);
  });

  it.each(templates.filter(({ recursWith }) => recursWith))('is for the plants that owe it: $id', (template) => {
    const odd = grid.filter((facts) => templateAppliesTo(template, facts).applies !== demands(template.recursWith as string, facts));
    expect(odd.map(({ status, capacityKw, customsLicenceActive }) => [status, capacityKw, customsLicenceActive])).toEqual([]);
  });

  it.each([
    ['annual-consumption-declaration', 'submission'], ['fuel-mix-disclosure', 'disclose'], ['licence-fee', 'fee-payment'],
  ])('asks for %s in the yearly compliance of the same plants', (code, task) => {
    const asked = (facts: ObligationFacts) => templateAppliesTo(named('yearly-compliance'), facts).applies && tasksFor('yearly-compliance', facts).includes(task);
    expect(grid.filter((facts) => asked(facts) !== demands(code, facts))).toEqual([]);
  });
});

describe('a template is refused', () => {
  const good = textOf('simplified-connection.v1.yaml');
  it.each([
    ['that waits for a task it does not have', good.replace('dependsOn: [works]', 'dependsOn: [work]'), 'pod-activation depends on work, which is no task'],
    ['whose tasks wait for one another', good.replace('      - code: connection-request\n', '      - code: connection-request\n        dependsOn: [pod-activation]\n'), 'wait for one another'],
    ['with one task twice', good.replace('code: works', 'code: connection-request'), 'task connection-request is declared twice'],
    ['that writes where no record has a field', good.replace('dso.podCode', '').replace('field: podCode', 'field: podColour'), 'dso.podColour, which no authority record has'],
    ['that is completed by a field it does not have', textOf('spi-check.v2.yaml').replace('{ field: within-limits, op', '{ field: in-limits, op'), 'task run-check is completed by in-limits, which its form has not'],
    ['that recurs with no obligation', `${good}recursWith: old-form\n`, 'old-form is no obligation'],
    ['with an unknown field', `${good}surprise: 1\n`, 'surprise'],
    ['with an alias', good.replace('precedence: 50', 'precedence: &a 50\nalertDays: [*a]').replace(/^alertDays: \[30.*$/m, ''), 'alias'],
    ['of more days than there are', good.replace('durationDays: 30', 'durationDays: 36500'), 'durationDays'],
  ])('%s', (_what, text, finding) => {
    expect(() => parseWorkflowTemplate(text, 'simplified-connection.v1.yaml', references)).toThrow(finding);
  });
});
