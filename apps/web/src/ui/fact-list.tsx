import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

export type Fact = { key: string; label: string; value: ReactNode };

/** What is known of something, name by name. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ key, label, value }) => (
        <div key={key} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
