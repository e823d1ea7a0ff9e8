import { formatExact, roundExact, type ExactDecimal, type NumberFormat } from '@kairos/contracts';

/** Writes a number in a format, with exactly `decimals` decimals where that is said: `1.234,50`. */
export function writeNumber({ decimalSeparator, groupSeparator }: NumberFormat, decimals?: number): (number: ExactDecimal) => string {
  return (number) => {
    const plain = formatExact(decimals === undefined ? number : roundExact(number, decimals));
    const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
    const grouped = groupSeparator === '' ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, groupSeparator);
    const padded = decimals === undefined ? fraction : fraction.padEnd(decimals, '0');
    return `${plain.startsWith('-') ? '-' : ''}${grouped}${padded === '' ? '' : `${decimalSeparator}${padded}`}`;
  };
}
