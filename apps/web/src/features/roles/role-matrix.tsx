import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { RoleView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { roleWords } from '../../vocabulary/role-words.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { grantFor, permissionsByService } from './grants.calc.ts';
import { rolesText } from './roles.text.ts';
import classes from './roles.module.css';

type Props = { roles: readonly RoleView[]; service: string | undefined };

/** Every role beside every other, permission by permission. */
export function RoleMatrix({ roles, service }: Props) {
  const say = useTexts(rolesText);
  const origin = useTexts(roleWords);
  const names = usePermissionNames();
  const groups = permissionsByService.filter((group) => service === undefined || group.service === service);
  return (
    <div className={`${classes.frame} ${classes.full}`} tabIndex={0} role="region" aria-label={say('matrix')}>
      <table className={classes.matrix}>
        <caption className="visually-hidden">{say('matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('permission')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <Link to="/roles/$roleId" params={{ roleId: role.id }}>{role.name}</Link>
                <span className={classes.origin}>{origin(role.origin)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.service}>
              <tr><th scope="rowgroup" colSpan={roles.length + 1} className={classes.service}>{names.ofService(group.service)}</th></tr>
              {group.permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row" title={permission}>{names.ofPermission(permission)}</th>
                  {roles.map((role) => <Granted key={role.id} grant={grantFor(role.permissions.grants, permission)} permission={permission} />)}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Granted({ grant, permission }: { grant: string | undefined; permission: string }) {
  const say = useTexts(rolesText);
  if (grant === undefined) return <td className={classes.not}><IconMinus size={14} opacity={0.35} aria-hidden /><span className="visually-hidden">{say('notGranted')}</span></td>;
  const said = grant === permission ? say('granted') : say('grantedBy', { grant });
  return <td className={classes.given} title={said}><IconCheck size={16} aria-hidden /><span className="visually-hidden">{said}</span></td>;
}
