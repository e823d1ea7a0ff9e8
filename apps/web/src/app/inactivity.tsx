import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { me } from '../lib/account.ts';
import { currentStanding, renew, signOutIdle } from '../lib/session.ts';
import { lastActiveAt, noteActivity, watchActivity } from './activity.ts';
import { idleness, type Idleness } from './idle.calc.ts';

const InactivityWarning = lazy(async () => ({ default: (await import('./inactivity-warning.tsx')).InactivityWarning }));
const looksEveryMs = 1000;
const restsMs = 60_000;

/** Warns whoever did nothing for long in any tab, and signs all tabs out at the end; a session in use is kept, also by who only reads. */
export function Inactivity() {
  const { data } = useQuery(me());
  const [idle, setIdle] = useState<Idleness>({ state: 'busy' });
  const limitMs = data && data.sessionIdleMinutes * 60_000;
  useEffect(() => {
    if (limitMs === undefined) return;
    const stop = watchActivity();
    const look = () => {
      const now = idleness(lastActiveAt(), limitMs, Date.now());
      setIdle((before) => (before.state === 'busy' && now.state === 'busy' ? before : now));
      if (now.state === 'over') void signOutIdle();
      else if (now.state === 'busy') keepAlive();
    };
    const timer = setInterval(look, looksEveryMs);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [limitMs]);
  return idle.state === 'warned' && <Suspense><InactivityWarning leftMs={idle.leftMs} onStay={() => { noteActivity(); setIdle({ state: 'busy' }); }} /></Suspense>;
}

let renewedAt = 0;

/** Reading is use as well: the token is renewed at its end although nothing is asked for; not more often where clocks disagree. */
function keepAlive(): void {
  const standing = currentStanding();
  if (standing.state !== 'signed-in' || Date.parse(standing.session.expiresAt) > Date.now() || performance.now() - renewedAt < restsMs) return;
  renewedAt = performance.now();
  void renew().catch(() => undefined);
}
