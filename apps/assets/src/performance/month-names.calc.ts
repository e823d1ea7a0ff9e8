/** The months of a calendar counted one by one, so that they can be reckoned with. */
export function numberOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return year * 12 + number - 1;
}

export function nameOfMonth(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

export const monthBefore = (month: string): string => nameOfMonth(numberOfMonth(month) - 1);

/** As many months as asked, the last of them at the end. */
export function monthsTo(last: string, count: number): string[] {
  const end = numberOfMonth(last);
  return Array.from({ length: count }, (_, at) => nameOfMonth(end - count + 1 + at));
}
