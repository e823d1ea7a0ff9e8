/** A record of an export, cut into the very texts that its hashes are of; erased details are `null`. */
export type RecordText = { recordHash: string; facts: string; actor: string; content: string };
export type RecordFacts = { sequence: number; previousHash: string; tenantId: string; action: string; actorCommitment: string; contentCommitment: string };

const opening = '{"line":"record","recordHash":"';
const facing = '","facts":';
const [beforeActor, beforeContent] = [',"actor":', ',"content":'];
const hashLength = 64;
const encoder = new TextEncoder();

/** Cuts a line, or finds that it is none of a record. Within a text its quotes are escaped, so none of the seams can stand in it. */
export function recordIn(line: string): RecordText | undefined {
  const factsAt = opening.length + hashLength + facing.length;
  if (!line.startsWith(opening) || line.slice(factsAt - facing.length, factsAt) !== facing || !line.endsWith('}')) return undefined;
  const factsEnd = line.indexOf(`}${beforeActor}`, factsAt) + 1;
  const actorAt = factsEnd + beforeActor.length;
  const actorEnd = line.startsWith('null', actorAt) ? actorAt + 'null'.length : line.indexOf(`}${beforeContent}`, actorAt) + 1;
  if (factsEnd === 0 || actorEnd === 0 || !line.startsWith(beforeContent, actorEnd)) return undefined;
  return {
    recordHash: line.slice(opening.length, opening.length + hashLength), facts: line.slice(factsAt, factsEnd),
    actor: line.slice(actorAt, actorEnd), content: line.slice(actorEnd + beforeContent.length, -1),
  };
}

/** SHA-256 of each part, in hex; undefined for details that are erased. */
export async function digestOf({ facts, actor, content }: RecordText): Promise<{ facts: string; actor: string | undefined; content: string | undefined }> {
  const [ofFacts, ofActor, ofContent] = await Promise.all([sha256(facts), actor === 'null' ? undefined : sha256(actor), content === 'null' ? undefined : sha256(content)]);
  return { facts: ofFacts, actor: ofActor, content: ofContent };
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
