/** Today where the reader is, as `2027-03-31`. */
export const todayHere = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date());
