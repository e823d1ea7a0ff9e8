import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { detailsTextOf, factsTextOf, recordSchema, type ActorDetails, type ChainRecord, type Committed, type ContentDetails } from './chain-record.ts';
import { eraseAction } from './erased-details.ts';

const opening = '{"line":"record","recordHash":"';
const facing = '","facts":{';
const factsAt = opening.length + 64 + facing.length - 1;
const beforeActor = Buffer.from('},"actor":{');
const beforeContent = Buffer.from('},"content":{');
const brace = 0x7d;

/**
 * A record as a line of an export, which holds the very texts that its hashes are of: whoever verifies need not write them
 * anew. Erased details are null.
 */
export function recordLine(record: ChainRecord): string {
  return `${opening}${record.recordHash}","facts":${factsTextOf(record)},"actor":${detailsText(record.actor)},"content":${detailsText(record.content)}}`;
}

function detailsText({ salt, details }: Committed<ActorDetails | ContentDetails>): string {
  return details === null ? 'null' : detailsTextOf(salt, details);
}

/**
 * Reads a line as `recordLine` writes it, by the hashes of its bytes. The details are not read.
 *
 * @returns undefined where anything does not fit, or is more than facts and details: then the line has to be read with care
 */
export function soundRecord(line: Buffer): ChainRecord | undefined {
  if (line.toString('latin1', 0, opening.length) !== opening || line.toString('latin1', factsAt + 1 - facing.length, factsAt + 1) !== facing) return undefined;
  const factsEnd = line.indexOf(beforeActor, factsAt) + 1;
  const actorAt = factsEnd + beforeActor.length - 2;
  const actorEnd = line.indexOf(beforeContent, actorAt) + 1;
  const contentAt = actorEnd + beforeContent.length - 2;
  const contentEnd = line.length - 1;
  if (factsEnd === 0 || actorEnd === 0 || line[contentEnd] !== brace) return undefined;
  const recordHash = line.toString('latin1', opening.length, opening.length + 64);
  const text = line.subarray(factsAt, factsEnd);
  if (hash('sha256', text) !== recordHash) return undefined;
  const facts = JSON.parse(text.toString()) as Facts;
  const { schema, action, actorCommitment, contentCommitment } = facts;
  if (schema !== recordSchema || action === eraseAction) return undefined;
  if (hash('sha256', line.subarray(actorAt, actorEnd)) !== actorCommitment || hash('sha256', line.subarray(contentAt, contentEnd)) !== contentCommitment) return undefined;
  return Object.assign(facts, { recordHash, actor: { commitment: actorCommitment, salt: unread, details: null }, content: { commitment: contentCommitment, salt: unread, details: null } });
}

/**
 * Reads a line with its details, whether its hashes fit or not.
 *
 * @throws when it is not, to the letter, a line that `recordLine` writes: it would say more than its hashes do
 */
export function readRecord(line: string): ChainRecord {
  const { recordHash, facts, actor, content } = JSON.parse(line) as { recordHash: string; facts: Facts; actor: Salted<ActorDetails>; content: Salted<ContentDetails> };
  const { schema: _schema, actorCommitment, contentCommitment, ...known } = facts;
  const record = { ...known, recordHash, actor: committed(actorCommitment, actor), content: committed(contentCommitment, content) };
  if (recordLine(record) !== line) throw new TypeError('No line of a record.');
  return record;
}

function committed<D extends object>(commitment: string, salted: Salted<D>): Committed<D> {
  if (!salted) return { commitment, salt: null, details: null };
  const { salt, ...details } = salted;
  return { commitment, salt, details: details as unknown as D };
}

const unread = '';
type Salted<D> = (D & { salt: string | null }) | null;
type Facts = Omit<ChainRecord, 'recordHash' | 'actor' | 'content'> & { schema: string; actorCommitment: string; contentCommitment: string };
