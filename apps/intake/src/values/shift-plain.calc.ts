/** Numbers that are written in one way only: no zeros that say nothing, no `-0`. */
const canonical = /^-?(?:[1-9]\d{0,29}|0(?=\.))(?:\.\d{0,19}[1-9])?$/;

/**
 * Multiplies a number that is written plainly, `12.345`, by a power of ten, by its text alone: what most columns of numbers hold.
 *
 * @returns a function from a text to the number as `formatExact` writes it, or to undefined where that takes more than a look
 */
export function shiftPlain(exponent: number): (text: string) => string | undefined {
  if (exponent < 0) return () => undefined;
  return (text) => {
    if (!canonical.test(text)) return undefined;
    if (exponent === 0) return text;
    const point = text.indexOf('.');
    if (point === -1) return text + '0'.repeat(exponent);
    // A number below one would begin with zeros.
    if (text.charCodeAt(text.startsWith('-') ? 1 : 0) === zero) return undefined;
    const fraction = text.length - point - 1;
    const whole = text.slice(0, point);
    if (fraction <= exponent) return whole + text.slice(point + 1) + '0'.repeat(exponent - fraction);
    return `${whole}${text.slice(point + 1, point + 1 + exponent)}.${text.slice(point + 1 + exponent)}`;
  };
}

const zero = '0'.charCodeAt(0);
