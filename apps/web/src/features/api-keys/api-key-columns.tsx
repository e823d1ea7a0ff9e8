import { Anchor } from '@mantine/core';
import { useMemo } from 'react';
import type { ApiKeyView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { ApiKeyMark } from '../../vocabulary/api-key-mark.tsx';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { apiKeysText } from './api-keys.text.ts';

export function useApiKeyColumns(onOpen: (id: string) => void): Column<ApiKeyView>[] {
  const say = useTexts(apiKeysText);
  const word = useTexts(apiKeyWords);
  const { ofPermission } = usePermissionNames();
  const { instant } = useFormats();
  return useMemo(
    () => [
      { key: 'name', label: say('purpose'), width: 'minmax(10rem, 1.5fr)', cell: ({ id, name }) => <Anchor component="button" type="button" inherit fw={500} onClick={() => onOpen(id)}>{name}</Anchor> },
      { key: 'kind', label: say('kind'), width: 'minmax(8rem, 1fr)', cell: ({ kind, integration }) => integration ?? word(kind) },
      { key: 'owner', label: say('owner'), width: 'minmax(8rem, 1fr)', cell: ({ owner }) => owner.displayName },
      { key: 'status', label: say('status'), width: '9.5rem', cell: ({ status }) => <ApiKeyMark status={status} /> },
      { key: 'rights', label: say('rights'), width: 'minmax(9rem, 2fr)', cell: ({ scopes }) => scopes.map(ofPermission).join(', ') },
      { key: 'lastUsed', label: say('lastUsed'), width: '10.5rem', cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : say('never')) },
      { key: 'until', label: say('until'), width: '10.5rem', cell: ({ expiresAt }) => instant(expiresAt) },
    ],
    [say, word, ofPermission, instant, onOpen],
  );
}
