import { Checkbox, Stack, TagsInput, Text } from '@mantine/core';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { RowScopeField } from '../../vocabulary/row-scope-field.tsx';
import { identityProvidersText } from './identity-providers.text.ts';
import type { FieldsProps } from './provider-form.tsx';

/** Whom the provider lets in, and what those who are new reach. */
export function PeopleFields({ values, change, wrong }: FieldsProps) {
  const say = useTexts(identityProvidersText);
  return (
    <Panel title={say('people')}>
      <Stack>
        <TagsInput label={say('domains')} withAsterisk description={say('domainsHint')} value={values.allowedEmailDomains} maxTags={50} splitChars={[',', ' ', ';']} error={wrong('allowedEmailDomains')} onChange={(allowedEmailDomains) => change({ allowedEmailDomains })} />
        <Checkbox label={say('creates')} checked={values.createsAccounts} onChange={({ currentTarget: { checked } }) => change({ createsAccounts: checked })} />
        {values.createsAccounts && (
          <div>
            <Text fw={600} size="sm" mb={4}>{say('newReach')}</Text>
            <RowScopeField value={values.rowScope} onChange={(rowScope) => change({ rowScope })} />
          </div>
        )}
      </Stack>
    </Panel>
  );
}
