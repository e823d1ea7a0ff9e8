import type { Figure } from './figures.ts';
import type { BenchStack } from './stack.ts';
import type { TargetId } from './targets.ts';
import type { Portfolio } from './portfolio.ts';

export type Bench = {
  stack: BenchStack;
  rounds: number;
  /** Shorter loads and smaller counts: 1 in full, less when quick. */
  scale: number;
  /** Loaded when a benchmark asks for it first. */
  portfolio: () => Promise<Portfolio>;
  note: (text: string) => void;
};

export type Benchmark = { ids: TargetId[]; run(bench: Bench): Promise<Figure[]> };
