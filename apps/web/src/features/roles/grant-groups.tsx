import { Checkbox, Group, Pill, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { allPermissions, covers } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { grantFor, isPattern, permissionsByService, withGrant } from './grants.calc.ts';
import { rolesText } from './roles.text.ts';
import classes from './roles.module.css';

type Props = { grants: readonly string[]; editable: boolean; onChange: (grants: string[]) => void };

/** Grants, service by service. What a pattern covers cannot be taken back alone; what one does not hold cannot be given. */
export function GrantGroups({ grants, editable, onChange }: Props) {
  const say = useTexts(rolesText);
  const names = usePermissionNames();
  const { data: own } = useQuery(me());
  const holds = (permission: string) => own?.permissions.includes(permission) ?? false;
  const wide = grants.filter((grant) => isPattern(grant) && (grant === '*' || grant.split('.').length > 2));
  const reserved = grants.filter((grant) => !allPermissions.some((permission) => covers(grant, permission)));
  const set = (grant: string, given: boolean) => onChange(withGrant(grants, grant, given));
  return (
    <>
      {wide.length > 0 && (
        <Group gap={6}>
          {wide.map((grant) => <Pill key={grant} size="md" withRemoveButton={editable} onRemove={() => set(grant, false)} removeButtonProps={{ 'aria-label': `${say('delete')}: ${grant}`, 'aria-hidden': false, tabIndex: 0 }}>{grant === '*' ? say('everything') : grant}</Pill>)}
        </Group>
      )}
      <div className={classes.groups}>
        {permissionsByService.map(({ service, permissions }) => {
          const all = `${service}.*`;
          const covered = grants.includes('*');
          return (
            <fieldset key={service} className={classes.group}>
              <legend>{names.ofService(service)}</legend>
              <Stack gap={6}>
                <Checkbox
                  label={say('everythingOf', { service: names.ofService(service) })} fw={500} checked={covered || grants.includes(all)} disabled={!editable || covered || !permissions.every(holds)}
                  onChange={(event) => set(all, event.currentTarget.checked)}
                />
                {permissions.map((permission) => {
                  const by = grantFor(grants, permission);
                  const within = by !== undefined && by !== permission;
                  return (
                    <Checkbox
                      key={permission} label={names.ofPermission(permission)} description={editable && !holds(permission) ? say('beyond') : undefined} title={permission}
                      checked={by !== undefined} disabled={!editable || within || !holds(permission)} onChange={(event) => set(permission, event.currentTarget.checked)}
                    />
                  );
                })}
              </Stack>
            </fieldset>
          );
        })}
      </div>
      {reserved.length > 0 && <Text size="sm" c="var(--ink-quiet)" title={reserved.join(', ')}>{say('reserved', { count: reserved.length })}</Text>}
    </>
  );
}
