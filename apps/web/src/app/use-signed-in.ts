import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { me } from '../lib/account.ts';
import { suggestLocale } from '../lib/locale.ts';
import { queryClient } from '../lib/query-client.ts';
import { useStanding } from '../lib/use-session.ts';

/** Speaks the language of whoever signed in, and leads to the door when their session ends: nothing they read stays behind. */
export function useSignedIn(): void {
  const standing = useStanding();
  const navigate = useNavigate();
  const { data } = useQuery(me());
  const locale = data?.locale;
  useEffect(() => {
    if (locale) suggestLocale(locale);
  }, [locale]);
  useEffect(() => {
    if (standing.state !== 'signed-out') return;
    queryClient.clear();
    void navigate({ to: '/sign-in', search: standing.ended ? { next: location.pathname + location.search } : {} });
  }, [standing, navigate]);
}
