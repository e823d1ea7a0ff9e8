/** Where the map stands: degrees of WGS 84 and the zoom of web maps. */
export type MapView = { longitude: number; latitude: number; zoom: number };

export const italyView: MapView = { longitude: 12.4, latitude: 42, zoom: 4.7 };

/** The view of an address, `12.4,42,4.7`; nothing of what is none. */
export function viewOf(text: string | undefined): MapView | undefined {
  const [longitude, latitude, zoom] = (text ?? '').split(',').map(Number);
  if (longitude === undefined || latitude === undefined || zoom === undefined) return undefined;
  const stands = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 18;
  return stands ? { longitude, latitude, zoom } : undefined;
}

export function textOf({ longitude, latitude, zoom }: MapView): string {
  return [longitude.toFixed(3), latitude.toFixed(3), zoom.toFixed(1)].map(Number).join(',');
}
