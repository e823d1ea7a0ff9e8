import { PlantPage, PlantView, type Page } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { uuid } from './options.ts';

export const plantsPath = '/api/v1/assets/plants';

/** The plant of a code or an id. */
export async function plantNamed(api: Context['api'], codeOrId: string): Promise<PlantView> {
  return uuid.test(codeOrId) ? api.call(`${plantsPath}/${codeOrId}`, PlantView) : byCode(api, codeOrId);
}

/** The id of a plant that is named by its code or its id. */
export async function plantIdOf(api: Context['api'], codeOrId: string): Promise<string> {
  return uuid.test(codeOrId) ? codeOrId : (await byCode(api, codeOrId)).id;
}

async function byCode(api: Context['api'], code: string): Promise<PlantView> {
  // Others may have the code in their names or municipalities: page after page, until it is there.
  let cursor: string | undefined;
  do {
    const page: Page<PlantView> = await api.call(plantsPath, PlantPage, { query: { text: code, sort: 'code', limit: 200, cursor } });
    const plant = page.items.find((candidate) => candidate.code === code);
    if (plant) return plant;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  throw new CliError(`There is no plant with the code ${code}.`);
}
