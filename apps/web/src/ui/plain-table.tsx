import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

export type PlainColumn<Row> = { key: string; label: string; number?: boolean; cell: (row: Row) => ReactNode };
type Props<Row> = { label: string; columns: readonly PlainColumn<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string };

/** A table of few rows, all of them in the page; the first cell of a row names it. */
export function PlainTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.number ? classes.number : undefined}>{column.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, number, cell }, at) => {
                const Cell = at === 0 ? 'th' : 'td';
                return <Cell key={key} scope={at === 0 ? 'row' : undefined} className={number ? classes.number : undefined}>{cell(row)}</Cell>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
