import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { withdrawTemplate } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';

export function WithdrawDialog({ recipeTemplateId, onClose }: { recipeTemplateId: string; onClose: () => void }) {
  const say = useTexts(recipesText);
  const navigate = useNavigate();
  const withdraw = useCommand({ run: () => withdrawTemplate(recipeTemplateId), changes: [['intake', 'recipe-templates', 'pages']], done: () => say('withdrawn') });
  return (
    <Modal opened onClose={onClose} title={say('withdrawTitle')}>
      <Stack gap="sm">
        <Text>{say('withdrawHint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>{say('dismiss')}</Button>
          <Button color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined, { onSuccess: () => void navigate({ to: '/recipe-templates', search: {} }) })}>{say('withdrawTitle')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
