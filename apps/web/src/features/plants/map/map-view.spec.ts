import { expect, it } from '@jest/globals';
import { textOf, viewOf } from './map-view.ts';

it('stands in the address, and comes back from it', () => expect(viewOf(textOf({ longitude: 9.18954, latitude: 45.4642, zoom: 9.26 }))).toEqual({ longitude: 9.19, latitude: 45.464, zoom: 9.3 }));
it.each([undefined, '', '12', '12,42', 'a,b,c', '200,42,4', '12,91,4', '12,42,40', '12,42,NaN'])('is none where an address says %p', (text) => expect(viewOf(text)).toBeUndefined());
