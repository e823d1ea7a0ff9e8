import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import type { Boundaries } from './boundaries.ts';
import { noColour, type DrawnPlant } from './map-colours.ts';

export type Legend = readonly { key: string; colour: string }[];
const grounds = {
  light: { sea: '#dfe9ee', land: '#f4f3ee', italy: '#fffefa', country: '#b9b6aa', region: '#9a9789', province: '#d9d6ca', ring: '#ffffff' },
  dark: { sea: '#10171b', land: '#1b2227', italy: '#232c32', country: '#3d484f', region: '#566169', province: '#323c43', ring: '#14181b' },
};

/** The colour of a point by its place in the legend; of a cluster by the worst of its points. */
export function colourBy(property: 'rank' | 'worst', legend: Legend): ExpressionSpecification {
  const steps = legend.flatMap(({ colour }, at) => [at, colour]);
  return ['match', ['get', property], ...steps, noColour] as unknown as ExpressionSpecification;
}

export function collection(plants: readonly DrawnPlant[]) {
  return { type: 'FeatureCollection' as const, features: [...plants] };
}

/** Everything the map draws, from what was bundled: no tiles, no glyphs, no sprite is asked for. */
export function styleOf({ land, italy, countries, regions, provinces }: Boundaries, dark: boolean, legend: Legend): StyleSpecification {
  const ground = grounds[dark ? 'dark' : 'light'];
  const line = (id: string, color: string, width: number, minzoom = 0) => ({ id, type: 'line' as const, source: id, minzoom, paint: { 'line-color': color, 'line-width': width } });
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land }, italy: { type: 'geojson', data: italy }, countries: { type: 'geojson', data: countries },
      regions: { type: 'geojson', data: regions }, provinces: { type: 'geojson', data: provinces },
      plants: { type: 'geojson', data: collection([]), cluster: true, clusterRadius: 36, clusterMaxZoom: 11, clusterProperties: { worst: ['min', ['get', 'rank']] } },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': ground.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': ground.land } },
      { id: 'italy', type: 'fill', source: 'italy', paint: { 'fill-color': ground.italy } },
      line('provinces', ground.province, 0.6, 6), line('countries', ground.country, 0.8), line('regions', ground.region, 0.9, 4),
      {
        id: 'clusters', type: 'circle', source: 'plants', filter: ['has', 'point_count'],
        paint: { 'circle-color': colourBy('worst', legend), 'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'point_count']], 0.7, 12, 7, 28], 'circle-stroke-width': 2, 'circle-stroke-color': ground.ring, 'circle-opacity': 0.92 },
      },
      {
        id: 'counts', type: 'symbol', source: 'plants', filter: ['has', 'point_count'],
        layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12, 'text-font': ['IBM Plex Sans Variable'], 'text-allow-overlap': true },
        paint: { 'text-color': '#ffffff', 'text-halo-color': 'rgba(0,0,0,0.55)', 'text-halo-width': 1.2 },
      },
      {
        id: 'plants', type: 'circle', source: 'plants', filter: ['!', ['has', 'point_count']],
        paint: { 'circle-color': colourBy('rank', legend), 'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 4.5, 10, 8], 'circle-stroke-width': 1.5, 'circle-stroke-color': ground.ring },
      },
    ],
  };
}
