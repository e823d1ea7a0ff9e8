import { ActionIcon, Alert } from '@mantine/core';
import { useDisclosure, useHotkeys, useNetwork, useWindowEvent } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { AccountMenu } from './account-menu.tsx';
import { appText } from './app.text.ts';
import { useLiveUpdates } from './live-updates.ts';
import { NotificationsBell } from './notifications-bell.tsx';
import { Proof } from './proof.tsx';
import { Rail } from './rail.tsx';
import { useSignedIn } from './use-signed-in.ts';
import classes from './shell.module.css';

const loadPalette = async () => ({ default: (await import('./command-palette.tsx')).CommandPalette });
const CommandPalette = lazy(loadPalette);
const paletteAfterMs = 10_000;
const Inactivity = lazy(async () => ({ default: (await import('./inactivity.tsx')).Inactivity }));

/** It is there before somebody types, since what is typed while it loads would be lost: with the first key of its shortcut, and anyhow once the page has stood for a while. */
function usePaletteAtHand(): void {
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Control' || key === 'Meta') void loadPalette();
  });
  useEffect(() => {
    const idle = setTimeout(() => void loadPalette(), paletteAfterMs);
    return () => clearTimeout(idle);
  }, []);
}

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
  usePaletteAtHand();

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>{say('skip')}</a>
      <Rail open={railOpen} />
      <header className={classes.bar}>
        <ActionIcon className={classes.menu} variant="subtle" size="lg" onClick={rail.toggle} aria-label={say('openMenu')} aria-expanded={railOpen}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <button type="button" className={classes.find} onClick={open} onPointerEnter={() => void loadPalette()}>
          <IconSearch size={16} aria-hidden />
          <span>{say('search')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
        <div className={classes.own}>
          <NotificationsBell />
          <AccountMenu />
        </div>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {!online && <Alert color="yellow" radius={0} role="status">{say('offline')}</Alert>}
        <Outlet />
      </main>
      <Proof />
      <Suspense><Inactivity /></Suspense>
      {palette && (
        <Suspense>
          <CommandPalette onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
