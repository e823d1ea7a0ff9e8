import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { command } from '../../lib/command-line.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChangeTemplateDialog } from './change-template-dialog.tsx';
import { RecipeParts } from './recipe-parts.tsx';
import { recipeTemplate, templateAddress } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';
import { TakeTemplateDialog } from './take-template-dialog.tsx';
import { TemplateShares } from './template-shares.tsx';
import { templateSharesText } from './template-shares.text.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** One template with its recipe, to be made one's own. */
export function TemplatePage() {
  const say = useTexts(recipesText);
  const may = useMay();
  const { instant } = useFormats();
  const { recipeTemplateId } = useParams({ from: '/inside/recipe-templates/$recipeTemplateId' });
  const reading = useQuery(recipeTemplate(recipeTemplateId));
  const { data: template } = reading;
  const sayShare = useTexts(templateSharesText);
  const save = useCommand({ run: () => saveFile({ path: `${templateAddress(recipeTemplateId)}/document` }, 'recipe-template.json'), changes: [] });
  const isOwn = template?.origin === 'tenant' && may('intake.recipe.manage');
  const [asked, setAsked] = useState<'take' | 'withdraw' | 'change'>();
  return (
    <Page
      title={template?.title ?? say('template')} summary={template && [say(template.origin), say(template.category), instant(template.publishedAt), template.sharedUntil && sayShare('sharedUntil', { at: instant(template.sharedUntil) }), template.tags.join(', ')].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/recipe-templates" search={{}} />}>{say('allTemplates')}</Button>
          {template && <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={save.isPending} onClick={() => save.mutate(undefined)}>{say('download')}</Button>}
          {isOwn && <Button variant="default" onClick={() => setAsked('withdraw')}>{say('withdraw')}</Button>}
          {isOwn && <Button variant="default" onClick={() => setAsked('change')}>{sayShare('change')}</Button>}
          {template && may('intake.recipe.manage') && <Button onClick={() => setAsked('take')}>{say('makeRecipe')}</Button>}
          <AsCommand path={`/intake/recipe-templates/${recipeTemplateId}`} command={command`kairos recipes templates show ${recipeTemplateId}`} />
        </>
      }
    >
      {!template && <Panel title={say('fields')} reading={reading} />}
      {template && (
        <>
          {template.description && <p>{template.description}</p>}
          {template.origin === 'tenant' && may('intake.recipe-template.share') && <TemplateShares template={template} />}
          <RecipeParts document={template.document} />
        </>
      )}
      {template && asked === 'take' && <TakeTemplateDialog template={template} onClose={() => setAsked(undefined)} />}
      {template && asked === 'change' && <ChangeTemplateDialog template={template} onClose={() => setAsked(undefined)} />}
      {template && asked === 'withdraw' && <WithdrawDialog recipeTemplateId={recipeTemplateId} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}
