/** A file of plants to import, and the recipe that reads it. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const provinces = [['Foggia', 'FG', 'Puglia'], ['Milano', 'MI', 'Lombardia'], ['Cagliari', 'CA', 'Sardegna'], ['Palermo', 'PA', 'Sicilia']] as const;
const types = ['Wind', 'Photovoltaic', 'Hydroelectric'] as const;
const rowsAtOnce = 2000;

export const plantColumns = ['code', 'name', 'type', 'capacity_mw', 'municipality', 'province', 'region', 'latitude', 'longitude', 'commissioned', 'owner'] as const;

export const plantsRecipe = {
  format: 'kairos.recipe.v1',
  name: 'bench-plants',
  title: 'Plants of a benchmark',
  target: 'assets.plants',
  naturalKey: ['code'],
  parse: { encoding: 'utf-8', delimiter: ',', quote: '"', headerRow: 1 },
  fields: [
    { target: 'code', from: 'code', as: 'text', required: true },
    { target: 'name', from: 'name', as: 'text', required: true },
    { target: 'type', from: 'type', as: 'text', required: true },
    { target: 'capacityKw', from: 'capacity_mw', as: 'decimal', unit: { from: 'MW', to: 'kW' }, decimalSeparator: '.', groupSeparator: '', required: true },
    { target: 'municipality', from: 'municipality', as: 'text' },
    { target: 'province', from: 'province', as: 'text' },
    { target: 'region', from: 'region', as: 'text' },
    { target: 'latitudeDeg', from: 'latitude', as: 'decimal', decimalSeparator: '.', groupSeparator: '' },
    { target: 'longitudeDeg', from: 'longitude', as: 'decimal', decimalSeparator: '.', groupSeparator: '' },
    { target: 'commissionedOn', from: 'commissioned', as: 'date', formats: ['YYYY-MM-DD'] },
    { target: 'ownerName', from: 'owner', as: 'text' },
    { target: 'notes', from: 'notes', as: 'text' },
  ],
};

/** Writes a file of that many plants, each row about `rowBytes` long where notes pad it. */
export async function writePlantsFile(path: string, rows: number, rowBytes = 0): Promise<void> {
  const notes = 'x'.repeat(Math.max(0, rowBytes - 120));
  function* lines(): Generator<string> {
    yield `${plantColumns.join(',')},notes\n`;
    for (let first = 0; first < rows; first += rowsAtOnce) {
      let text = '';
      for (let row = first; row < Math.min(rows, first + rowsAtOnce); row += 1) text += `${lineOf(row)},${notes}\n`;
      yield text;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

function lineOf(row: number): string {
  const [municipality, province, region] = provinces[row % provinces.length] ?? provinces[0];
  const day = String(1 + (row % 28)).padStart(2, '0');
  const place = `41.${String(100_000 + ((row * 7919) % 800_000))},15.${String(100_000 + ((row * 104_729) % 800_000))}`;
  return `BENCH-${row},"Parco ""Esempio"" ${row}",${types[row % types.length]},${1 + (row % 90)}.${100 + (row % 900)},${municipality},${province},${region},${place},20${10 + (row % 10)}-0${1 + (row % 9)}-${day},Esempio Energia S.r.l.`;
}
