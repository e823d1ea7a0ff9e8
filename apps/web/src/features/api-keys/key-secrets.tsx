import { Code, Text } from '@mantine/core';
import type { ApiKeyView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { apiKeysText } from './api-keys.text.ts';

const known = ['address', 'expired', 'rotated', 'revoked', 'owner-inactive'] as const;
type Secret = ApiKeyView['secrets'][number];

/** The secrets of a key that work, by how they begin: when and from where each was used, and refused. */
export function KeySecrets({ secrets }: Pick<ApiKeyView, 'secrets'>) {
  const say = useTexts(apiKeysText);
  const { instant } = useFormats();
  const refusal = ({ lastRefusedAt, lastRefusedAddress, lastRefusedBecause }: Secret) => {
    const reason = known.find((name) => name === lastRefusedBecause);
    return lastRefusedAt === null ? say('never') : say('because', { when: instant(lastRefusedAt), address: lastRefusedAddress ?? '–', why: reason ? say(reason) : (lastRefusedBecause ?? '–') });
  };
  if (secrets.length === 0) return <Text c="var(--ink-quiet)">{say('noSecret')}</Text>;
  return (
    <PlainTable
      label={say('secrets')} rows={secrets} keyOf={({ hint }) => hint}
      columns={[
        { key: 'hint', label: say('begins'), cell: ({ hint }) => <Code>{hint}</Code> },
        { key: 'issued', label: say('issued'), cell: ({ issuedAt }) => instant(issuedAt) },
        { key: 'ends', label: say('ends'), cell: ({ endsAt }) => (endsAt ? instant(endsAt) : say('withKey')) },
        { key: 'used', label: say('used'), cell: ({ lastUsedAt, lastUsedAddress }) => (lastUsedAt ? say('at', { when: instant(lastUsedAt), address: lastUsedAddress ?? '–' }) : say('never')) },
        { key: 'refused', label: say('refused'), cell: refusal },
      ]}
    />
  );
}
