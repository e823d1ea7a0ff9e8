import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecipeTemplateShareView, RecipeTemplateView } from '@kairos/contracts';
import { useNameOf } from '../../lib/people.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { showUndo } from '../../ui/show-undo.tsx';
import { endShare, shareTemplate, templateShares, templateKeys } from './recipes.api.ts';
import { ShareDialog } from './share-dialog.tsx';
import { templateSharesText } from './template-shares.text.ts';

/** Which other organisations may use a template, and until when. */
export function TemplateShares({ template: { id, visibility } }: { template: Pick<RecipeTemplateView, 'id' | 'visibility'> }) {
  const say = useTexts(templateSharesText);
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const reading = useQuery(templateShares(id));
  const shares = reading.data?.items ?? [];
  const [asked, setAsked] = useState<RecipeTemplateShareView | 'new'>();
  const isPrivate = visibility === 'private';
  return (
    <>
      <Panel
        title={say('title')} reading={reading} empty={shares.length === 0 && say(isPrivate ? 'private' : 'nobody')}
        actions={!isPrivate && <Button size="xs" variant="default" onClick={() => setAsked('new')}>{say('share')}</Button>}
      >
        <PlainTable
          label={say('title')} rows={shares} keyOf={(share) => share.id}
          columns={[
            { key: 'organisation', label: say('organisation'), cell: ({ tenantId }) => tenantId },
            { key: 'until', label: say('until'), cell: ({ expiresAt }) => <>{instant(expiresAt)} {isOver(expiresAt) && <Mark tone="quiet">{say('over')}</Mark>}</> },
            { key: 'by', label: say('by'), cell: ({ sharedByUserId }) => nameOf(sharedByUserId) },
            { key: 'since', label: say('sharedAt'), cell: ({ sharedAt }) => instant(sharedAt) },
            { key: 'actions', label: say('actions'), cell: (share) => <ShareActions templateId={id} share={share} onMove={() => setAsked(share)} /> },
          ]}
        />
      </Panel>
      {asked && <ShareDialog templateId={id} {...(asked === 'new' ? {} : { share: asked })} onClose={() => setAsked(undefined)} />}
    </>
  );
}

const isOver = (expiresAt: string) => Date.parse(expiresAt) <= Date.now();

function ShareActions({ templateId, share, onMove }: { templateId: string; share: RecipeTemplateShareView; onMove: () => void }) {
  const say = useTexts(templateSharesText);
  const { id, tenantId, expiresAt } = share;
  const again = useCommand({ run: () => shareTemplate(templateId, { tenantId, expiresAt }), changes: [templateKeys] });
  const end = useCommand({
    run: () => endShare(templateId, id), changes: [templateKeys],
    onDone: () => { if (!isOver(expiresAt)) showUndo(say('ended'), () => again.mutate(undefined)); },
  });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="subtle" aria-label={say('moveOf', { id: tenantId })} onClick={onMove}>{say('move')}</Button>
      <Button size="compact-sm" variant="subtle" loading={end.isPending} aria-label={say('endOf', { id: tenantId })} onClick={() => end.mutate(undefined)}>{say('end')}</Button>
    </Group>
  );
}
