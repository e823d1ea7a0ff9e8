import { Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CreateApiKeyBody, type IssuedApiKey, type MeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ApiKeyForm } from '../../vocabulary/api-key-form.tsx';
import { newKeyDraft } from '../../vocabulary/api-key-settings.calc.ts';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { aboutKeys, createKey } from '../../vocabulary/api-keys.api.ts';
import { keysPath } from './api-keys.api.ts';
import { apiKeysText } from './api-keys.text.ts';

type Kind = CreateApiKeyBody['kind'];
type Props = { account: MeView; onClose: () => void; onIssued: (issued: IssuedApiKey) => void };

/** A key of a service or of an integration, for which whoever creates it answers. */
export function NewKeyDialog({ account, onClose, onIssued }: Props) {
  const say = useTexts(apiKeysText);
  const word = useTexts(apiKeyWords);
  const [kind, setKind] = useState<Kind>('service');
  const [integration, setIntegration] = useState('');
  const { mutate, isPending, error } = useCommand({ run: (body: CreateApiKeyBody) => createKey(keysPath, body), changes: aboutKeys, shows: 'all' });
  const finish = (issued: IssuedApiKey) => {
    onIssued(issued);
    onClose();
  };
  const above = (wrong: (field: string) => boolean) => (
    <>
      <Radio.Group label={say('whatFor')} value={kind} onChange={(value) => setKind(value as Kind)}>
        <Stack gap={6} mt={4}>
          <Radio value="service" label={say('service')} description={say('serviceHint')} />
          <Radio value="integration" label={say('integration')} description={say('integrationHint')} />
        </Stack>
      </Radio.Group>
      {kind === 'integration' && <TextInput label={say('system')} description={say('systemHint')} withAsterisk maxLength={100} value={integration} onChange={(event) => setIntegration(event.currentTarget.value)} error={wrong('integration') && say('systemNeeded')} />}
    </>
  );
  return (
    <Modal opened onClose={onClose} title={word('create')} size="lg">
      <ApiKeyForm
        account={account} start={newKeyDraft(account.rowScope)} body={CreateApiKeyBody} more={kind === 'integration' ? { kind, integration } : { kind }} above={above}
        submit={word('create')} busy={isPending} error={error} onSubmit={(body) => mutate(body, { onSuccess: finish })} onCancel={onClose}
      />
    </Modal>
  );
}
