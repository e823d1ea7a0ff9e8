import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names and what they stand for; those without a value do not stand there. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {of.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
