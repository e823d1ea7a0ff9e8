/** `998,5` is what Italians write for `998.5`. */
export const pointed = (text: string) => (/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);

/** A whole number as one; anything else as it was typed, for the check to find. */
export const wholeOr = (text: string) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
