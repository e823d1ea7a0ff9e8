import { MultiSelect } from '@mantine/core';
import { allPermissions } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { apiKeyWords } from './api-key-words.ts';
import { usePermissionNames } from './use-permission-names.ts';

type Props = { held: readonly string[]; value: string[]; onChange: (scopes: string[]) => void; error: string | false };

/** The rights that one holds, and what a key has already, by service. */
export function ScopeSelect({ held, value, onChange, error }: Props) {
  const say = useTexts(apiKeyWords);
  const names = usePermissionNames();
  const offered = [...new Set([...allPermissions.filter((permission) => held.includes(permission)), ...value])];
  const data = [...new Set(offered.map(serviceOf))].map((service) => ({
    group: names.ofService(service), items: offered.filter((scope) => serviceOf(scope) === service).map((scope) => ({ value: scope, label: names.ofPermission(scope) })),
  }));
  return <MultiSelect label={say('scopes')} description={say('scopesHint')} withAsterisk searchable clearable data={data} value={value} onChange={onChange} error={error} />;
}

const serviceOf = (scope: string) => scope.split('.')[0] ?? scope;
