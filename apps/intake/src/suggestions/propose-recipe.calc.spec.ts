import { describe, expect, it } from '@jest/globals';
import { profileColumns } from '../sniffing/profile-columns.calc.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { historyOf } from './match-columns.calc.ts';
import { proposeRecipe } from './propose-recipe.calc.ts';

const columns = ['Codice impianto', 'Denominazione', 'Fonte', 'Potenza (MW)', 'Data entrata in esercizio', 'Latitudne', 'Colore'];
const rows = [
  ['P01', 'Alpe', 'Fotovoltaico', '1.234,5', '31/12/2019', '45,1', 'rosso'],
  ['P02', 'Brembo', 'EOLICO', '0,5', '01/02/2020', '45,2', 'blu'],
  ['P03', 'Como', 'Carbone', '7,25', '03/03/2021', '45,3', 'blu'],
];
const propose = (names = columns, cells = rows, history = historyOf([])) =>
  proposeRecipe({ target: 'assets.plants', fileName: 'Impianti Città.csv', profiles: profileColumns(names, cells), rows: cells, history });
const best = (proposal: ReturnType<typeof propose>, column: string) => proposal.columns.find((one) => one.column === column)?.matches[0];

describe('a proposal', () => {
  it('finds fields by Italian and English words, by likeness, and says why', () => {
    const proposal = propose();
    expect(best(proposal, 'Codice impianto')).toEqual({ field: 'code', kind: 'synonym', confidence: 0.9, reason: '"codice impianto" is a word for code' });
    expect(best(proposal, 'Fonte')).toMatchObject({ field: 'type', kind: 'synonym' });
    expect(best(proposal, 'Potenza (MW)')).toMatchObject({ field: 'capacityKw', kind: 'synonym' });
    expect(best(proposal, 'Latitudne')).toMatchObject({ field: 'latitudeDeg', kind: 'fuzzy' });
    expect(best(proposal, 'Colore')).toBeUndefined();
    expect(best(propose(['capacity_kw'], [['5']]), 'capacity_kw')).toMatchObject({ field: 'capacityKw', kind: 'exact', confidence: 1 });
  });

  it('finds what values of a file mean, and leaves open what is like none', () => {
    expect(propose().values.map(({ field, from, to, kind }) => [field, from, to, kind])).toEqual([
      ['type', 'Fotovoltaico', 'Photovoltaic', 'synonym'], ['type', 'EOLICO', 'Wind', 'synonym'], ['type', 'Carbone', null, null],
    ]);
  });

  it('drafts a recipe that can be published: formats as they were found, units by the names of columns', () => {
    const { draft, missing } = propose();
    expect(missing).toEqual([]);
    expect(draft).toMatchObject({ name: 'impianti-citta', target: 'assets.plants', naturalKey: ['code'], columns });
    expect(draft?.fields.find(({ target }) => target === 'capacityKw')).toMatchObject({ from: 'Potenza (MW)', decimalSeparator: ',', groupSeparator: '.', unit: { from: 'MW', to: 'kW' } });
    expect(draft?.fields.find(({ target }) => target === 'type')).toMatchObject({ values: { Fotovoltaico: 'Photovoltaic', EOLICO: 'Wind' }, unmatched: 'reject' });
    expect(draft?.fields.find(({ target }) => target === 'commissionedOn')).toMatchObject({ formats: ['DD/MM/YYYY'] });
  });

  it('compares long names by their beginnings', () => {
    const names = [`Latitudne ${'x '.repeat(50_000)}`, `Latitudne${' '.repeat(200)}${'abcdefgh'.repeat(50_000)}`];
    const proposal = propose(names, [['45,1', '45,2']]);
    expect(names.map((name) => best(proposal, name)?.field)).toEqual(['latitudeDeg', 'latitudeDeg']);
  });

  it('drafts none while a needed field has no column', () => {
    expect(propose(['Codice', 'Nome'], [['P01', 'Alpe']])).toMatchObject({ missing: ['type', 'capacityKw'], draft: null });
  });

  it('prefers what earlier recipes of the tenant did', () => {
    const history = historyOf([plantRecipe({ fields: [{ target: 'ownerName', from: 'Colore', as: 'text' }, { target: 'type', from: 'Fonte', as: 'text', required: true, values: { Carbone: 'Biomass' } }] })]);
    const proposal = propose(columns, rows, history);
    expect(best(proposal, 'Colore')).toEqual({ field: 'ownerName', kind: 'historical', confidence: 0.91, reason: '1 earlier recipe read ownerName from it' });
    expect(proposal.values.find(({ from }) => from === 'Carbone')).toMatchObject({ to: 'Biomass', kind: 'historical' });
  });

  it('doubts a name whose cells are of another type', () => {
    expect(best(propose(['potenza'], [['alta'], ['bassa']]), 'potenza')).toMatchObject({ field: 'capacityKw', confidence: 0.45, reason: expect.stringContaining('its cells are of type text') });
  });
});
