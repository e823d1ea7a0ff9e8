import { Skeleton } from '@mantine/core';
import classes from './workflow.module.css';

/** Where the stages will stand. */
export function Skeletons() {
  return (
    <div className={classes.board} aria-busy>
      {[1, 2, 3].map((stage) => <Skeleton key={stage} h={220} miw={260} />)}
    </div>
  );
}
