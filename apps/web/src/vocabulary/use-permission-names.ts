import { useMemo } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { permissionWords, serviceWords } from './permission-words.ts';

type Named = { ofPermission: (name: string) => string; ofService: (name: string) => string };

/** What permissions and services are called; what has no words yet goes by its own name. */
export function usePermissionNames(): Named {
  const permission = useTexts(permissionWords);
  const service = useTexts(serviceWords);
  return useMemo(
    () => ({
      ofPermission: (name) => (name in permissionWords ? permission(name as keyof typeof permissionWords) : name),
      ofService: (name) => (name in serviceWords ? service(name as keyof typeof serviceWords) : name),
    }),
    [permission, service],
  );
}
