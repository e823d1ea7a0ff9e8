import { Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { createColumnHelper, FlexRender, tableFeatures, useTable, type ColumnDef, type Row as TableRow } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { usePrinting } from '../lib/printing.ts';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';
import classes from './data-table.module.css';

/** A column: what it is called, what stands in a cell, and by what the server sorts it. */
export type Column<Row> = {
  key: string;
  label: string;
  /** Shown in its head in place of the label. */
  head?: ReactNode;
  /** A width as CSS has it in a grid: `minmax(12rem, 2fr)`. */
  width: string;
  number?: boolean;
  sortKey?: string;
  cell: (row: Row) => ReactNode;
};

type Props<Row extends { id: string }> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** All there are, loaded or not. */
  total: number | undefined;
  loading: boolean;
  sort: string;
  onSort: (sort: string) => void;
  /** Called when the end of what is loaded comes into sight. */
  onEnd: () => void;
  empty: ReactNode;
};

const features = tableFeatures({});
const rowHeightPx = 38;
const ahead = 30;

/** Rows beyond counting: only those in sight stand in the page, the next are asked for before the end of those loaded is reached. */
export function DataTable<Row extends { id: string }>({ label, columns, rows, total, loading, sort, onSort, onEnd, empty }: Props<Row>) {
  const say = useTexts(uiText);
  const frame = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) => helper.display({ id: column.key, header: column.label, cell: ({ row }) => column.cell(row.original) })) as ColumnDef<typeof features, Row>[];
  }, [columns]);
  const table = useTable({ features, columns: definitions, data: rows as Row[], getRowId: (row) => row.id });
  const tableRows = table.getRowModel().rows;
  const virtual = useVirtualizer({ count: tableRows.length, getScrollElement: () => frame.current, estimateSize: () => rowHeightPx, overscan: 6, useFlushSync: false });
  const printing = usePrinting();
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - ahead) onEnd();
  }, [last, rows.length, onEnd]);

  const style = { '--columns': columns.map(({ width }) => width).join(' '), '--row-height': `${rowHeightPx}px` } as CSSProperties;
  return (
    <div ref={frame} className={classes.frame} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={total ?? -1} aria-busy={loading} className={classes.table} style={style}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.headRow}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {(printing ? tableRows : items.flatMap(({ index }) => tableRows[index] ?? [])).map((row) => <Line key={row.id} row={row} index={row.index} columns={columns} />)}
        </div>
      </div>
      {loading && <div className={classes.waiting}>{Array.from({ length: rows.length === 0 ? 8 : 1 }, (_, at) => <Skeleton key={at} h={18} mb={14} />)}</div>}
      {!loading && rows.length === 0 && empty}
      {printing && !loading && rows.length > 0 && rows.length < (total ?? Number.POSITIVE_INFINITY) && <p>{say('printed', { shown: rows.length })}</p>}
    </div>
  );
}

type LineProps<Row extends { id: string }> = { row: TableRow<typeof features, Row>; index: number; columns: readonly Column<Row>[] };

/** A row in its place. */
function EachLine<Row extends { id: string }>({ row, index, columns }: LineProps<Row>) {
  return (
    <div role="row" aria-rowindex={index + 2} className={classes.row} style={{ transform: `translateY(${index * rowHeightPx}px)` }}>
      {row.getAllCells().map((cell, at) => (
        <div key={cell.id} role="cell" className={`${classes.cell} ${columns[at]?.number ? classes.number : ''}`}>
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}

/** As the list moves only those rows are drawn anew that come into sight. */
const Line = memo(EachLine) as typeof EachLine;

function HeadCell<Row>({ column: { label, head, number, sortKey }, sort, onSort }: { column: Column<Row>; sort: string; onSort: (sort: string) => void }) {
  const direction = sort === sortKey ? 'ascending' : sort === `-${sortKey}` ? 'descending' : 'none';
  const Icon = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }[direction];
  return (
    <div role="columnheader" aria-sort={sortKey ? direction : undefined} className={`${classes.headCell} ${number ? classes.number : ''}`}>
      {sortKey ? (
        <button type="button" className={classes.sort} onClick={() => onSort(direction === 'ascending' ? `-${sortKey}` : sortKey)}>
          {label}
          <Icon size={14} aria-hidden opacity={direction === 'none' ? 0.4 : 1} />
        </button>
      ) : (
        (head ?? label)
      )}
    </div>
  );
}
