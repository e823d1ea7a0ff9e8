import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ShareRecipeTemplateBody, type RecipeTemplateShareView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { currentTimeZone } from '../../lib/time-zone.ts';
import { todayHere } from '../../lib/today.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { endOfDay } from '../../lib/zoned-day.calc.ts';
import { shareTemplate, templateKeys } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';
import { templateSharesText } from './template-shares.text.ts';

/** Lets another organisation use a template until a day; of one that may already, the day moves. */
export function ShareDialog({ templateId, share, onClose }: { templateId: string; share?: RecipeTemplateShareView; onClose: () => void }) {
  const say = useTexts(templateSharesText);
  const words = useTexts(recipesText);
  const { instant } = useFormats();
  const [tenantId, setTenantId] = useState(share?.tenantId ?? '');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const grant = useCommand({ run: (body: ShareRecipeTemplateBody) => shareTemplate(templateId, body), changes: [templateKeys], done: ({ expiresAt }) => say('shared', { at: instant(expiresAt) }), shows: 'all' });
  const read = ShareRecipeTemplateBody.safeParse({ tenantId: tenantId.trim().toLowerCase(), expiresAt: until === '' ? '' : endOfDay(until, currentTimeZone()) });
  const wrong = (field: string) => (tried && (read.error?.issues.some(({ path }) => path[0] === field) ?? false)) || (isProblem(grant.error) && grant.error.of(`/${field}`) !== undefined);
  const past = tried && until !== '' && until < todayHere();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && until >= todayHere()) grant.mutate(read.data, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say(share ? 'moveTitle' : 'shareTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {!share && <Text>{say('shareHint')}</Text>}
          {grant.error && <Alert color="red" role="alert">{grant.error.message}</Alert>}
          <TextInput label={say('organisation')} withAsterisk {...(share ? {} : { 'data-autofocus': true })} readOnly={share !== undefined} maxLength={36} value={tenantId} error={wrong('tenantId') && say('organisationFault')} onChange={({ currentTarget: { value } }) => { grant.reset(); setTenantId(value); }} />
          <TextInput type="date" label={say('until')} description={say('untilHint')} withAsterisk {...(share ? { 'data-autofocus': true } : {})} w="14rem" min={todayHere()} value={until} error={(wrong('expiresAt') || past) && say('untilFault')} onChange={({ currentTarget: { value } }) => { grant.reset(); setUntil(value); }} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words('dismiss')}</Button>
            <Button type="submit" loading={grant.isPending}>{say(share ? 'moveTitle' : 'shareTitle')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
