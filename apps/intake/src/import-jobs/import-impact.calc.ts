import type { ImpactGroup } from '@kairos/contracts';

const decimals = 9;

/** What two parts of a plan amount to together, group by group, with exact sums. */
export function mergeImpact(one: readonly ImpactGroup[], other: readonly ImpactGroup[]): ImpactGroup[] {
  const sums = new Map<string, ImpactGroup>();
  for (const group of [...one, ...other]) {
    const key = JSON.stringify([group.group, group.measure]);
    const sum = sums.get(key);
    sums.set(key, sum ? together(sum, group) : { ...group });
  }
  return [...sums.values()].sort((a, b) => (a.group < b.group ? -1 : 1));
}

function together(a: ImpactGroup, b: ImpactGroup): ImpactGroup {
  return { ...a, created: a.created + b.created, updated: a.updated + b.updated, added: sumOf(a.added, b.added), changed: sumOf(a.changed, b.changed) };
}

/** The exact sum of two decimals in text. */
export function sumOf(a: string, b: string): string {
  const sum = scaled(a) + scaled(b);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -decimals)}${fraction && `.${fraction}`}`;
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
  return decimal.startsWith('-') ? -value : value;
}
