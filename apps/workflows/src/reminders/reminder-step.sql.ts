/**
 * At which of its steps something stands, in SQL: the last of its lead days that has come or, once it is overdue, a number below zero. What is
 * overdue is told of on the day after, after a week, after thirty days and every thirty days from then on.
 *
 * @param daysLeft an expression, negative when the day is past
 * @param leadDays a query of the days before, each in a column `day`
 */
export function reminderStep(daysLeft: string, leadDays: string): string {
  return `case when ${daysLeft} >= 0 then (select min(lead.day) from (${leadDays}) lead where lead.day >= ${daysLeft})
    when ${daysLeft} > -7 then -1 when ${daysLeft} > -30 then -7 else ${daysLeft} / 30 * 30 end`;
}
