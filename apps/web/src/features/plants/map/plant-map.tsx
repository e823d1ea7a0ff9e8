import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapLayerMouseEvent } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTexts } from '../../../lib/use-texts.ts';
import type { Boundaries } from './boundaries.ts';
import type { DrawnPlant } from './map-colours.ts';
import { collection, colourBy, styleOf, type Legend } from './map-style.ts';
import { mapText } from './map.text.ts';
import type { MapView } from './map-view.ts';
import classes from './map.module.css';

setWorkerUrl(workerUrl);

type Props = {
  boundaries: Boundaries;
  plants: readonly DrawnPlant[];
  legend: Legend;
  dark: boolean;
  from: MapView;
  onMove: (view: MapView) => void;
  onChoose: (plantId: string | undefined) => void;
  /** The browser cannot draw. */
  onFailure: () => void;
};

/** Plants where they stand; clusters open where they are clicked. */
export function PlantMap({ boundaries, plants, legend, dark, from, onMove, onChoose, onFailure }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre>();
  const say = useTexts(mapText);
  const choose = useEffectEvent((drawn: MapLibre, { point }: Pick<MapLayerMouseEvent, 'point'>) => {
    const [found] = drawn.queryRenderedFeatures(point, { layers: ['plants', 'clusters'] });
    if (found?.layer.id !== 'clusters') return onChoose(found?.properties['plantId'] as string | undefined);
    const [longitude = 0, latitude = 0] = found.geometry.type === 'Point' ? found.geometry.coordinates : [];
    void plantsOf(drawn).getClusterExpansionZoom(found.properties['cluster_id'] as number).then((zoom) => drawn.easeTo({ center: [longitude, latitude], zoom: zoom + 0.3 }));
  });
  const begin = useEffectEvent((container: HTMLDivElement) => {
    const drawn = new MapLibre({
      container, style: styleOf(boundaries, dark, legend), center: [from.longitude, from.latitude], zoom: from.zoom, attributionControl: false, maxZoom: 16, dragRotate: false, pitchWithRotate: false,
      // Words of the map are ours to say.
      locale: { 'Map.Title': say('map'), 'NavigationControl.ZoomIn': say('zoomIn'), 'NavigationControl.ZoomOut': say('zoomOut') },
    });
    drawn.touchZoomRotate.disableRotation();
    drawn.addControl(new NavigationControl({ showCompass: false })).addControl(new ScaleControl({}));
    drawn.once('style.load', () => setMap(drawn));
    drawn.on('moveend', () => onMove({ longitude: drawn.getCenter().lng, latitude: drawn.getCenter().lat, zoom: drawn.getZoom() }));
    drawn.on('click', (event) => choose(drawn, event));
    for (const layer of ['plants', 'clusters']) {
      drawn.on('mouseenter', layer, () => (drawn.getCanvas().style.cursor = 'pointer'));
      drawn.on('mouseleave', layer, () => (drawn.getCanvas().style.cursor = ''));
    }
    return drawn;
  });
  const fail = useEffectEvent(onFailure);

  useEffect(() => {
    if (!box.current) return undefined;
    let drawn: MapLibre | undefined;
    try {
      drawn = begin(box.current);
    } catch {
      fail();
    }
    return () => {
      setMap(undefined);
      drawn?.remove();
    };
    // A style is of one theme, its words of one language, and boundaries come once.
  }, [dark, boundaries, say]);

  useEffect(() => {
    if (!map) return;
    void plantsOf(map).setData(collection(plants));
    map.setPaintProperty('plants', 'circle-color', colourBy('rank', legend));
    map.setPaintProperty('clusters', 'circle-color', colourBy('worst', legend));
  }, [map, plants, legend]);

  return <div ref={box} className={classes.map} data-drawn={map !== undefined} />;
}

function plantsOf(map: MapLibre): GeoJSONSource {
  return map.getSource('plants') as GeoJSONSource;
}
