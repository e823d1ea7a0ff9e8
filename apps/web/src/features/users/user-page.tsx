import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { UserView } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { useReach } from '../../vocabulary/use-reach.ts';
import { EraseFromTrail } from './erase-from-trail.tsx';
import { isLocked } from './is-locked.ts';
import { UserAccess } from './user-access.tsx';
import { UserActions } from './user-actions.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserState } from './user-state.tsx';
import { userText } from './user.text.ts';
import { userRead } from './users.api.ts';
import classes from './users.module.css';

/** One person: who they are here, what they may do, and where they are signed in. */
export function UserPage() {
  const say = useTexts(userText);
  const may = useMay();
  const { userId } = useParams({ from: '/inside/users/$userId' });
  const { data: user, error, refetch } = useQuery(userRead(userId));
  const { data: own } = useQuery(me());
  if (error && !user) return <Page title={say('notShown')}><Failure error={error} onRetry={refetch} /></Page>;
  if (!user || !own) return <Page title={say('loading')}><Skeleton h={240} /></Page>;
  const isOwn = own.userId === user.id;
  const manages = may('identity.user.manage');
  return (
    <Page
      title={user.displayName} summary={<><UserState user={user} /> <Link to="/users">{say('back')}</Link></>}
      actions={<>{manages && !isOwn && <UserActions user={user} />}<AsCommand path={`/identity/users/${user.id}`} command={command`kairos users list --text ${user.email}`} /></>}
    >
      <div className={classes.parts}>
        <About user={user} />
        {manages && !isOwn ? <UserAccess key={user.id} user={user} /> : <Granted user={user} isOwn={isOwn && manages} />}
        {manages && <UserSessions userId={user.id} />}
        {!user.active && may('identity.audit.erase') && <EraseFromTrail user={user} />}
      </div>
    </Page>
  );
}

function About({ user: { id, email, emailVerified, lastSignedInAt, createdAt, externalIssuers, roleOverride, lockedUntil } }: { user: UserView }) {
  const say = useTexts(userText);
  const may = useMay();
  const { instant } = useFormats();
  return (
    <Panel
      title={say('about')}
      actions={
        <>
          <Link to="/roles/explain" search={{ userId: id }}>{say('explain')}</Link>
          {may('identity.api-key.manage') && <Link to="/api-keys" search={{ owner: id }}>{say('keys')}</Link>}
          {may('identity.audit.read') && <Link to="/audit" search={{ actor: id }}>{say('trail')}</Link>}
        </>
      }
    >
      <Facts
        of={[
          [say('email'), `${email} (${say(emailVerified ? 'verified' : 'notVerified')})`],
          [say('lastSignedIn'), lastSignedInAt ? instant(lastSignedInAt) : say('never')],
          [say('since'), instant(createdAt)],
          [say('issuers'), externalIssuers.length > 0 ? externalIssuers.join(', ') : undefined],
          [say('override'), roleOverride ? say('overridden') : undefined],
          [say('lockedUntil'), lockedUntil !== null && isLocked({ lockedUntil }) ? instant(lockedUntil) : undefined],
        ]}
      />
    </Panel>
  );
}

function Granted({ user: { roles, rowScope }, isOwn }: { user: UserView; isOwn: boolean }) {
  const say = useTexts(userText);
  const reach = useReach();
  return (
    <Panel title={say('access')}>
      <Facts of={[[say('grants'), `${roles.map(({ name }) => name).join(', ')}: ${reach(rowScope)}`]]} />
      {isOwn && <p className={classes.quiet}>{say('ownAccess')}</p>}
    </Panel>
  );
}
