import { z } from 'zod';

const pattern = /^IT\d{3}E\d{8}$/;

/** The code of a point of delivery: `IT`, the 3 digits of the distributor, `E`, 8 digits. */
export const PodCode = z.string().regex(pattern, { error: ({ input }) => podProblem(String(input)) });

/** What is wrong with a POD; nothing when it has its form. */
export function podProblem(text: string): string | undefined {
  if (pattern.test(text)) return undefined;
  const form = 'must be IT, 3 digits, E and 8 digits';
  if (pattern.test(text.toUpperCase().replaceAll(/\s/g, ''))) return `${form}, in capitals and without spaces`;
  if (text.length !== 14) return `${form}: 14 characters, not ${text.length}`;
  if (!text.startsWith('IT')) return `${form}: it begins with ${text.slice(0, 2)}`;
  if (!/^\d{3}$/.test(text.slice(2, 5))) return `${form}: ${text.slice(2, 5)} are not the 3 digits of a distributor`;
  return text[5] === 'E' ? `${form}: ${text.slice(6)} are not 8 digits` : `${form}: the 6th character is ${text[5]}, not E`;
}
