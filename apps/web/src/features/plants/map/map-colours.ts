import { complianceAlertBelow, plantStatuses, plantTypes, type PlantMap } from '@kairos/contracts';

/** What the points of the map are coloured by. */
export const mapColourings = ['compliance', 'type', 'status'] as const;
export type MapColouring = (typeof mapColourings)[number];

/** Colours that stay apart for who sees red and green alike, and on light and dark ground. */
const hues = ['#d98300', '#2b7bba', '#0d8f83', '#6a8f2f', '#b0519b'];
export const noColour = '#8d989f';
export const standings = ['alert', 'open', 'complete', 'unknown'] as const;
export type Standing = (typeof standings)[number];
const standingColours: Record<Standing, string> = { alert: '#c62f25', open: '#e0a100', complete: '#2a8a4f', unknown: noColour };

export function standingOf(scorePercent: number | undefined): Standing {
  if (scorePercent === undefined) return 'unknown';
  return scorePercent < complianceAlertBelow ? 'alert' : scorePercent < 100 ? 'open' : 'complete';
}

/** The words of a colouring in the order they are explained, worst first where there is one, and their colours. */
export function legendOf(colouring: MapColouring): readonly { key: string; colour: string }[] {
  if (colouring === 'compliance') return standings.map((key) => ({ key, colour: standingColours[key] }));
  return (colouring === 'type' ? plantTypes : plantStatuses).map((key, at) => ({ key, colour: hues[at % hues.length] ?? noColour }));
}

type Feature = PlantMap['features'][number];
export type DrawnPlant = Omit<Feature, 'properties'> & { properties: Feature['properties'] & { plantId: string; rank: number; scorePercent: number | null } };

/** Plants with the place of their colour in the legend. */
export function drawn({ features }: PlantMap, colouring: MapColouring, scores: ReadonlyMap<string, number>): DrawnPlant[] {
  const ranks = new Map(legendOf(colouring).map(({ key }, at) => [key, at]));
  return features.map((plant) => {
    const { type, status } = plant.properties;
    const score = scores.get(plant.id);
    const key = colouring === 'compliance' ? standingOf(score) : colouring === 'type' ? type : status;
    return { ...plant, properties: { ...plant.properties, plantId: plant.id, rank: ranks.get(key) ?? 0, scorePercent: score ?? null } };
  });
}
