export type Passage = { text: string; matches: boolean };

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** A snippet of the API, in which `<mark>` is the only markup, as passages of plain text: nothing of it is ever read as markup here. */
export function passagesOf(snippet: string): Passage[] {
  return snippet.split(/<mark>(.*?)<\/mark>/s).flatMap((part, at) => (part === '' ? [] : [{ text: part.replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity), matches: at % 2 === 1 }]));
}
