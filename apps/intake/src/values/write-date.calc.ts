/** Writes a date that stands as `YYYY-MM-DD` in another format, such as `D/M/YYYY`. */
export function writeDate(format: string): (date: string) => string {
  return (date) => {
    const [y = '', m = '', d = ''] = date.split('-');
    const parts: Record<string, string> = { YYYY: y, MM: m, M: String(Number(m)), DD: d, D: String(Number(d)) };
    return format.replace(/YYYY|MM?|DD?/g, (part) => parts[part] ?? part);
  };
}
