/** Pictures and pages that a browser shows without running anything of them in this origin; SVG and HTML are none of these. */
export type Preview = 'application/pdf' | 'image/png' | 'image/jpeg';

const headers: Record<Preview, (start: Uint8Array) => boolean> = {
  'application/pdf': (start) => String.fromCharCode(...start.subarray(0, 1024)).includes('%PDF-'),
  'image/png': (start) => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, at) => start[at] === byte),
  'image/jpeg': (start) => [0xff, 0xd8, 0xff].every((byte, at) => start[at] === byte),
};

/** What the API takes the bytes for, if that can be shown. */
export function previewOf(mediaType: string): Preview | undefined {
  return Object.hasOwn(headers, mediaType) ? (mediaType as Preview) : undefined;
}

/** Whether bytes are what they are shown as: nothing is taken on the word of a name or a header. */
export function isReally(preview: Preview, start: Uint8Array): boolean {
  return headers[preview](start);
}
