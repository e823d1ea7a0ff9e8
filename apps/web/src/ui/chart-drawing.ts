/** What a colour says: drawn in the colours of the theme, light or dark. */
export type ChartTone = 'main' | 'beside' | 'line' | 'due' | 'overdue' | 'well' | 'shade';
export type ChartSeries = {
  name: string;
  kind: 'bar' | 'line';
  tone: ChartTone;
  /** By place; null where nothing is known. */
  values: readonly (number | null)[];
  /** Measured on the right, as a share. */
  share?: boolean;
  /** Fills a place from bottom to top where its value is 1. */
  fills?: boolean;
};
/** What a chart shows, without a word of how it is drawn. */
export type Drawing = {
  places: readonly string[];
  series: readonly ChartSeries[];
  amount: (value: number) => string;
  share?: (value: number) => string;
  /** What is told of a place: first what it is, then line by line. */
  tell: (place: number) => string[];
  /** Of the bars of a place only one has a value: they stand on the same spot. */
  together?: boolean;
  /** Where the axis of amounts ends: what lies above is cut off there, and told. */
  most?: number;
  /** A share that is to be reached, and what it is called. */
  target?: { share: number; name: string };
};
