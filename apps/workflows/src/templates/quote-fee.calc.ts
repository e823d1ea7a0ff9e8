import { wattsOf, type QuoteFee, type QuoteFeeTable } from '@kairos/contracts';

/** A table that is read from its file: what the shape alone cannot say. */
export function problemsOfFeeTable({ steps }: QuoteFeeTable): string[] {
  const bounds = steps.map(({ upToKw }) => (upToKw === null ? null : wattsOf(upToKw)));
  const rises = bounds.every((bound, index) => index === 0 || bound === null || (bounds[index - 1] ?? bound) < bound);
  return [
    ...(bounds.at(-1) === null && bounds.indexOf(null) === bounds.length - 1 ? [] : ['the last step, and it alone, has no end']),
    ...(rises ? [] : ['the steps do not rise']),
  ];
}

/**
 * What the quote of a connection costs.
 *
 * @param capacityKw kilowatts; each step includes its end
 * @returns euro with two decimals at most as the table has them, and with VAT to the cent
 */
export function quoteFeeOf(table: QuoteFeeTable, capacityKw: string): QuoteFee {
  const watts = wattsOf(capacityKw);
  const step = table.steps.find(({ upToKw }) => upToKw === null || watts <= wattsOf(upToKw));
  if (!step) throw new Error(`The table ${table.id} has no last step.`);
  const { id, version, vatPercent } = table;
  return { table: id, version, capacityKw, feeEur: step.feeEur, vatPercent, feeWithVatEur: withVat(step.feeEur, vatPercent) };
}

function withVat(feeEur: string, vatPercent: string): string {
  // Cents times hundredths of a percent: whole numbers all the way, half a cent up.
  const product = hundredths(feeEur) * (10_000n + hundredths(vatPercent));
  const cents = (product + 5000n) / 10_000n;
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`;
}

function hundredths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, 2).padEnd(2, '0'));
}
