import { targets } from './targets.ts';
import type { Target, TargetId } from './targets.ts';

export type Verdict = 'reached' | 'floor' | 'below';
export type Figure = Target & { id: TargetId; subject: string; limitValue: number; productValue: number; ratio: number; verdict: Verdict };
export type Pair<T> = { limit: T; product: T };

export function median(values: number[]): number {
  return percentile(values, 50);
}

/** The value below which `percent` of the values lie, by nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error('no values were measured');
  return value;
}

export function verdictOf(ratio: number, { floor, target, better }: Pick<Target, 'floor' | 'target' | 'better'>): Verdict {
  const meets = (mark: number): boolean => (better === 'higher' ? ratio >= mark : ratio <= mark);
  if (meets(target)) return 'reached';
  return meets(floor) ? 'floor' : 'below';
}

/**
 * Measures limit and product by turns, the order swapped each round, after one round that warms both up.
 * Neighbours on the machine then disturb both alike.
 */
export async function alternate<T>(rounds: number, limit: () => Promise<T>, product: () => Promise<T>): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    if (round % 2) pairs.push({ limit: await limit(), product: await product() });
    else {
      const measured = await product();
      pairs.push({ limit: await limit(), product: measured });
    }
  }
  return pairs.slice(1);
}

/** The medians of both sides, and the median of the ratios within each round. */
export function figureOf(id: TargetId, pairs: Pair<number>[], subject = ''): Figure {
  const ratio = median(pairs.map(({ limit, product }) => product / limit));
  return {
    ...targets[id],
    id,
    subject,
    limitValue: median(pairs.map((pair) => pair.limit)),
    productValue: median(pairs.map((pair) => pair.product)),
    ratio,
    verdict: verdictOf(ratio, targets[id]),
  };
}

/** One line of the table: what was measured, limit, product, ratio and what it is held against. */
export function lineOf({ id, what, subject, limitValue, productValue, unit, ratio, floor, target, verdict }: Figure): string {
  const title = subject ? `${what}: ${subject}` : what;
  const marks = `floor ${floor}, target ${target}`;
  return `${id.padEnd(8)} ${title.padEnd(68)} limit ${short(limitValue).padStart(8)}  product ${short(productValue).padStart(8)} ${unit.padEnd(11)} ratio ${short(ratio).padStart(6)}  ${marks.padEnd(24)} ${verdict}`;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
