/** A decimal number as the database gives it, without the zeros it is padded with. */
export function trimmedDecimal(decimal: string | null | undefined): string | null {
  return decimal?.includes('.') ? decimal.replace(/\.?0+$/, '') : (decimal ?? null);
}
