import type { ReactNode } from 'react';
import classes from './facts.module.css';

type Props = {
  of: readonly (readonly [name: string, value: ReactNode])[];
  /** Side by side as many as fit, each name above its value: for many facts, most of them short. */
  grid?: boolean;
};

/** Names and what they stand for; those without a value do not stand there. */
export function Facts({ of, grid = false }: Props) {
  return (
    <dl className={`${classes.facts} ${grid ? classes.grid : ''}`}>
      {of.map(([name, value], at) => value !== null && value !== undefined && (
        <div key={`${at} ${name}`} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
