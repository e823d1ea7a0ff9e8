import { Modal } from '@mantine/core';
import { CreateOwnApiKeyBody, type IssuedApiKey, type MeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ApiKeyForm } from '../../vocabulary/api-key-form.tsx';
import { newKeyDraft } from '../../vocabulary/api-key-settings.calc.ts';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { aboutKeys, createKey } from '../../vocabulary/api-keys.api.ts';

type Props = { account: MeView; onClose: () => void; onIssued: (issued: IssuedApiKey) => void };

/** A key with a part of one's own rights, for a while. */
export function NewKeyDialog({ account, onClose, onIssued }: Props) {
  const say = useTexts(apiKeyWords);
  const { mutate, isPending, error } = useCommand({ run: (body: CreateOwnApiKeyBody) => createKey('/identity/me/api-keys', body), changes: aboutKeys, shows: 'all' });
  const finish = (issued: IssuedApiKey) => {
    onIssued(issued);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={say('create')} size="lg">
      <ApiKeyForm account={account} start={newKeyDraft(account.rowScope)} body={CreateOwnApiKeyBody} submit={say('create')} busy={isPending} error={error} onSubmit={(body) => mutate(body, { onSuccess: finish })} onCancel={onClose} />
    </Modal>
  );
}
