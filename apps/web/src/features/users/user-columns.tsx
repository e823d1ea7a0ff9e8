import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { UserView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { useReach } from '../../vocabulary/use-reach.ts';
import { UserState } from './user-state.tsx';
import { usersText } from './users.text.ts';

export function useUserColumns(): Column<UserView>[] {
  const say = useTexts(usersText);
  const { instant } = useFormats();
  const reach = useReach();
  return useMemo(
    () => [
      { key: 'name', label: say('name'), width: 'minmax(9rem, 1.2fr)', cell: ({ id, displayName }) => <Link to="/users/$userId" params={{ userId: id }}>{displayName}</Link> },
      { key: 'email', label: say('email'), width: 'minmax(11rem, 1.5fr)', cell: ({ email }) => email },
      { key: 'state', label: say('state'), width: '12.5rem', cell: (user) => <UserState user={user} /> },
      { key: 'roles', label: say('roles'), width: 'minmax(9rem, 1.3fr)', cell: ({ roles }) => roles.map(({ name }) => name).join(', ') },
      { key: 'reach', label: say('reach'), width: '7.5rem', cell: ({ rowScope }) => reach(rowScope) },
      { key: 'lastSeen', label: say('lastSeen'), width: '11rem', cell: ({ lastSignedInAt }) => (lastSignedInAt ? instant(lastSignedInAt) : say('never')) },
    ],
    [say, instant, reach],
  );
}
