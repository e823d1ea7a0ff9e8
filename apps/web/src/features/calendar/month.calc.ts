const dayMs = 86_400_000;
const daysOfWeek = 7;

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  return dateOf(at(date) + days * dayMs);
}

/** The month so many months on; a day keeps its number, or is the last one of a shorter month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

export const monthOf = (date: string): string => date.slice(0, 7);
export const firstOf = (month: string): string => `${month}-01`;
export const lastOf = (month: string): string => addDays(addMonths(firstOf(month), 1), -1);

/** The weeks of a month, Monday first; days of its neighbours are null. */
export function weeksOf(month: string): (string | null)[][] {
  const before = (new Date(at(firstOf(month))).getUTCDay() + daysOfWeek - 1) % daysOfWeek;
  const days: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = firstOf(month); monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  while (days.length % daysOfWeek > 0) days.push(null);
  return Array.from({ length: days.length / daysOfWeek }, (_, week) => days.slice(week * daysOfWeek, (week + 1) * daysOfWeek));
}

/** The day that a key leads to from a day, as in any calendar; nothing for other keys. */
export function dayByKey(day: string, key: string): string | undefined {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -daysOfWeek, ArrowDown: daysOfWeek };
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'PageUp') return addMonths(day, -1);
  if (key === 'PageDown') return addMonths(day, 1);
  if (key === 'Home') return firstOf(monthOf(day));
  return key === 'End' ? lastOf(monthOf(day)) : undefined;
}
