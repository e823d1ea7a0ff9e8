import { useQuery } from '@tanstack/react-query';
import { me } from './account.ts';

/** Whether whoever is signed in may do something: what they may not do does not stand on a page. The API decides all the same. */
export function useMay(): (permission: string) => boolean {
  const { data } = useQuery(me());
  const held = data?.permissions;
  return (permission) => held?.includes(permission) ?? false;
}
