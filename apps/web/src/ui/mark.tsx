import type { ReactNode } from 'react';
import classes from './mark.module.css';

/** What a state means for who reads: never told by colour alone, the word stands beside it. */
export type Tone = 'well' | 'due' | 'overdue' | 'plain' | 'quiet';

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${classes.mark} ${classes[tone]}`}>{children}</span>;
}
