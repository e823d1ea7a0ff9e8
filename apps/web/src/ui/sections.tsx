import type { ReactNode } from 'react';
import classes from './sections.module.css';

/** The parts of a page between which one chooses: links, of which the one that is open says so. */
export function Sections({ label, children }: { label: string; children: ReactNode }) {
  return <nav aria-label={label} className={`${classes.sections} no-print`}>{children}</nav>;
}
