import { isOldContainer } from '../xlsx/old-container.calc.ts';

/** What the first bytes of a file say it is; `text` where they say nothing. */
export type Container = 'text' | 'zip' | 'gzip' | 'old-container';

export function containerOf(head: Uint8Array): Container {
  if (isOldContainer(head)) return 'old-container';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  // `PK`: a part follows, or the archive is empty.
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) ? 'zip' : 'text';
}
