import type { MatchCandidate, MatchQuery } from '@kairos/contracts';

/** A plant beside what was sought: how alike the names are (0 to 1), and whether its code or POD code is the very text. */
export type PlantLikeness = {
  id: string; code: string; name: string; municipality: string | null; province: string | null; region: string | null; type: string; podCode: string | null;
  byCode: boolean | null; likeness: number;
};

const properties = {
  code: ({ code }: PlantLikeness) => code, municipality: ({ municipality }: PlantLikeness) => municipality, province: ({ province }: PlantLikeness) => province,
  region: ({ region }: PlantLikeness) => region, type: ({ type }: PlantLikeness) => type, podCode: ({ podCode }: PlantLikeness) => podCode,
};
/** What the rest of a row is worth beside the name. */
const contextShare = 0.3;

type Context = { agreeing: number; asked: number };
type Weighed = { plant: PlantLikeness; context: Context; score: number; same: boolean };

/**
 * Weighs how alike the names are against what else the row says, and tells which candidate there is no doubt about: a code that is
 * the very text, or the only plant of exactly this name whose other properties do not disagree.
 */
export function rankMatches({ limit, conditions }: MatchQuery, sought: string, plants: readonly PlantLikeness[]): MatchCandidate[] {
  const weighed = plants.map((plant): Weighed => {
    const context = contextOf(plant, conditions);
    const score = plant.byCode ? 1 : context.asked === 0 ? plant.likeness : (1 - contextShare) * plant.likeness + contextShare * (context.agreeing / context.asked);
    return { plant, context, score, same: plant.byCode === true || (folded(plant.name) === folded(sought) && context.agreeing === context.asked) };
  });
  const certain = weighed.filter(({ same }) => same);
  const ranked = weighed.sort((a, b) => Number(b.same) - Number(a.same) || b.score - a.score || (a.plant.code < b.plant.code ? -1 : 1));
  return ranked.slice(0, limit).map((found) => toCandidate(found, found.same && certain.length === 1));
}

function contextOf(plant: PlantLikeness, conditions: MatchQuery['conditions']): Context {
  const asked = conditions.flatMap((condition) => {
    const read = condition.matchType === 'property' ? properties[condition.propertyId as keyof typeof properties] : undefined;
    return read ? [folded(read(plant) ?? '') === folded(condition.propertyValue)] : [];
  });
  return { agreeing: asked.filter(Boolean).length, asked: asked.length };
}

/** Without capitals, accents and doubled spaces. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function toCandidate({ plant, context, score }: Weighed, match: boolean): MatchCandidate {
  const { id, code, name, municipality, province, type, likeness } = plant;
  const place = municipality ? ` in ${municipality}${province ? ` (${province})` : ''}` : '';
  const features = [{ id: 'name', value: percent(likeness) }, ...(context.asked > 0 ? [{ id: 'properties', value: percent(context.agreeing / context.asked) }] : [])];
  return { id, name, description: `${type}${place}, ${code}`, score: percent(score), match, type: [{ id: 'assets.plants', name: 'Plants' }], features };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
