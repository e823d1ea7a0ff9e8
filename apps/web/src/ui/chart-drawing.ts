/** What a colour says: drawn in the colours of the theme, light or dark. */
export type ChartTone = 'main' | 'beside' | 'line' | 'due' | 'overdue';
export type ChartSeries = {
  name: string;
  kind: 'bar' | 'line';
  tone: ChartTone;
  /** By place; null where nothing is known. */
  values: readonly (number | null)[];
  /** A place that stands out from the others of its series. */
  toneAt?: ReadonlyMap<number, ChartTone>;
  /** Measured on the right, as a share. */
  share?: boolean;
};
/** What a chart shows, without a word of how it is drawn. */
export type Drawing = {
  places: readonly string[];
  series: readonly ChartSeries[];
  amount: (value: number) => string;
  share?: (value: number) => string;
  /** What is told of a place: first what it is, then line by line. */
  tell: (place: number) => string[];
  /** Places from and to which nothing is known. */
  shaded?: readonly (readonly [from: number, to: number])[];
  /** A share that is to be reached, and what it is called. */
  target?: { share: number; name: string };
};
