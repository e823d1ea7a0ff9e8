import { Group, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import classes from './page.module.css';

type Props = {
  title: string;
  /** What one sees, in a sentence of numbers. */
  summary?: ReactNode;
  actions?: ReactNode;
  /** Fills the window; something within scrolls. */
  full?: boolean;
  children: ReactNode;
};

export function Page({ title, summary, actions, full = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Kairos`;
  }, [title]);
  return (
    <div className={`${classes.page} ${full ? classes.full : ''}`}>
      <div className={classes.head}>
        <div>
          <Title order={1}>{title}</Title>
          {summary && <p>{summary}</p>}
        </div>
        <Group gap="xs" className="no-print">{actions}</Group>
      </div>
      {children}
    </div>
  );
}
