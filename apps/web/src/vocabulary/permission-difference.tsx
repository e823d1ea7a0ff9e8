import { useTexts } from '../lib/use-texts.ts';
import { differenceText } from './permission-difference.text.ts';
import { permissionDifference } from './permission-difference.calc.ts';
import { usePermissionNames } from './use-permission-names.ts';
import classes from './permission-difference.module.css';

type Props = { before: readonly string[]; after: readonly string[] };

/** What a change of roles or grants amounts to, permission by permission, before it is made. */
export function PermissionDifference({ before, after }: Props) {
  const say = useTexts(differenceText);
  const { gained, lost } = permissionDifference(before, after);
  if (gained.length + lost.length === 0) return <p className={classes.quiet}>{say('nothing')}</p>;
  return (
    <div className={classes.difference} role="status">
      {gained.length > 0 && <Side title={say('gained', { count: gained.length })} permissions={gained} tone={classes.gained} />}
      {lost.length > 0 && <Side title={say('lost', { count: lost.length })} permissions={lost} tone={classes.lost} />}
    </div>
  );
}

function Side({ title, permissions, tone }: { title: string; permissions: readonly string[]; tone: string | undefined }) {
  const { ofPermission } = usePermissionNames();
  return (
    <section className={tone}>
      <h3>{title}</h3>
      <ul>
        {permissions.map((permission) => <li key={permission}>{ofPermission(permission)}</li>)}
      </ul>
    </section>
  );
}
