import { ActionIcon, Alert } from '@mantine/core';
import { useDisclosure, useHotkeys, useNetwork } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { AccountMenu } from './account-menu.tsx';
import { appText } from './app.text.ts';
import { useLiveUpdates } from './live-updates.ts';
import { navigation } from './navigation.ts';
import { useSignedIn } from './use-signed-in.ts';
import classes from './shell.module.css';

const loadPalette = async () => ({ default: (await import('./command-palette.tsx')).CommandPalette });
const CommandPalette = lazy(loadPalette);

/** The frame that stays while rooms change: navigation, finding, account, and the state of the connection. */
export function Shell() {
  const say = useTexts(appText);
  const { online } = useNetwork();
  const { pathname } = useLocation();
  const [railOpen, rail] = useDisclosure(false);
  const [palette, { open, close }] = useDisclosure(false);
  useSignedIn();
  useLiveUpdates();
  useHotkeys([['mod+K', open], ['/', open]]);
  const { close: closeRail } = rail;
  useEffect(() => closeRail(), [pathname, closeRail]);
  // It is there before somebody types: what is typed while it loads would be lost.
  useEffect(() => {
    const idle = setTimeout(() => void loadPalette(), 1000);
    return () => clearTimeout(idle);
  }, []);

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>{say('skip')}</a>
      <nav className={classes.rail} aria-label={say('navigation')} data-open={railOpen}>
        <Link to="/" className={classes.brand}>
          <img src="/kairos.svg" width={26} height={26} alt="" />
          Kairos
        </Link>
        <Rooms />
      </nav>
      <header className={classes.bar}>
        <ActionIcon className={classes.menu} variant="subtle" size="lg" onClick={rail.toggle} aria-label={say('openMenu')} aria-expanded={railOpen}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <button type="button" className={classes.find} onClick={open}>
          <IconSearch size={16} aria-hidden />
          <span>{say('search')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
        <AccountMenu />
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {!online && <Alert color="yellow" radius={0} role="status">{say('offline')}</Alert>}
        <Outlet />
      </main>
      {palette && (
        <Suspense>
          <CommandPalette onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

function Rooms() {
  const say = useTexts(appText);
  const may = useMay();
  return navigation.map(({ key: group, rooms }) => {
    const open = rooms.filter(({ needs }) => needs === undefined || may(needs));
    return open.length > 0 && (
      <div key={group} className={classes.group} role="group" aria-label={say(group)}>
        {group !== 'now' && <span className={classes.groupName} aria-hidden>{say(group)}</span>}
        {open.map(({ to, key, icon: Icon }) => (
          <Link key={to} to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
            <Icon size={18} stroke={1.6} aria-hidden />
            {say(key)}
          </Link>
        ))}
      </div>
    );
  });
}
