import { Avatar } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { me } from '../lib/account.ts';
import { AccountButton } from './account-button.tsx';

const load = async () => ({ default: (await import('./account-panel.tsx')).AccountPanel });
const AccountPanel = lazy(load);

/** The menu of whoever is signed in comes when it is asked for. */
export function AccountMenu() {
  const { data: account } = useQuery(me());
  const [asked, setAsked] = useState(false);
  if (!account) return <Avatar size="md" />;
  const button = <AccountButton account={account} onClick={() => setAsked(true)} onPointerEnter={() => void load()} onFocus={() => void load()} />;
  return asked ? <Suspense fallback={button}><AccountPanel account={account} /></Suspense> : button;
}
