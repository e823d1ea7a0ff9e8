import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { UpdateApiKeyBody, type ApiKeyView, type MeView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { ApiKeyForm } from '../../vocabulary/api-key-form.tsx';
import { draftOfKey } from '../../vocabulary/api-key-settings.calc.ts';
import { aboutKeys, changeKey } from '../../vocabulary/api-keys.api.ts';
import { keysPath } from './api-keys.api.ts';
import { apiKeysText } from './api-keys.text.ts';

type Props = { apiKey: ApiKeyView; account: MeView; onClose: () => void };

/** What a key may do from now on. What is sent is what was changed, so it can be put upon what somebody else changed meanwhile. */
export function ChangeKeyDialog({ apiKey, account, onClose }: Props) {
  const say = useTexts(apiKeysText);
  const { name } = apiKey;
  const [base, setBase] = useState(apiKey);
  const { mutate, isPending, error, variables, reset } = useCommand({
    run: ({ version, body }: { version: number; body: UpdateApiKeyBody }) => changeKey(keysPath, { id: apiKey.id, version }, body), changes: aboutKeys, done: (saved) => say('saved', { name: saved.name }), shows: 'all',
  });
  const overtaken = isProblem(error, 'stale');
  const theirs = () => {
    setBase(apiKey);
    reset();
  };
  return (
    <Modal opened onClose={onClose} title={say('changeOf', { name })} size="lg">
      <Stack>
        {overtaken && variables && <Overtaken onMine={() => mutate({ version: apiKey.version, body: variables.body }, { onSuccess: onClose })} onTheirs={theirs} />}
        <ApiKeyForm
          key={base.version} account={account} start={draftOfKey(base, account.timeZone)} body={UpdateApiKeyBody} submit={say('save')} busy={isPending} error={overtaken ? null : error}
          onSubmit={(body) => mutate({ version: base.version, body }, { onSuccess: onClose })} onCancel={onClose}
        />
      </Stack>
    </Modal>
  );
}
