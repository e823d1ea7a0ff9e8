import { feature, mesh } from 'topojson-client';
import type { Topology, GeometryCollection } from 'topojson-specification';
import type { FeatureCollection, Geometry, MultiLineString } from 'geojson';
import worldUrl from 'world-atlas/countries-50m.json?url';
import italyUrl from './italy-provinces.topo.json?url';

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
/** The 110 Italian provinces as they stood before 2016, by their letters on number plates. Natural Earth, in the public domain. */
type Italy = Topology<{ provinces: GeometryCollection<{ region: string }> }>;

/** Land, and the lines between countries, Italian regions and provinces, in degrees of WGS 84. */
export type Boundaries = { land: FeatureCollection<Geometry>; italy: FeatureCollection<Geometry>; countries: MultiLineString; regions: MultiLineString; provinces: MultiLineString };

async function read<T>(url: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return (await answer.json()) as T;
}

/** The files come from where the page comes from: no tile server is asked. */
export async function readBoundaries(signal: AbortSignal): Promise<Boundaries> {
  const [world, italy] = await Promise.all([read<World>(worldUrl, signal), read<Italy>(italyUrl, signal)]);
  const { provinces } = italy.objects;
  return {
    land: collected(feature(world, world.objects.land)),
    italy: feature(italy, provinces),
    countries: mesh(world, world.objects.countries, (a, b) => a !== b),
    regions: mesh(italy, provinces, (a, b) => a === b || regionOf(a) !== regionOf(b)),
    provinces: mesh(italy, provinces, (a, b) => a !== b && regionOf(a) === regionOf(b)),
  };
}

function regionOf(geometry: unknown): string | undefined {
  return (geometry as { properties?: { region?: string } }).properties?.region;
}

function collected(land: FeatureCollection | FeatureCollection['features'][number]): FeatureCollection {
  return land.type === 'FeatureCollection' ? land : { type: 'FeatureCollection', features: [land] };
}
