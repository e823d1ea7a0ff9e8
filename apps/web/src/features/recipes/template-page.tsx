import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RecipeParts } from './recipe-parts.tsx';
import { recipeTemplate } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';
import { TakeTemplateDialog } from './take-template-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** One template with its recipe, to be made one's own. */
export function TemplatePage() {
  const say = useTexts(recipesText);
  const may = useMay();
  const { instant } = useFormats();
  const { recipeTemplateId } = useParams({ from: '/inside/recipe-templates/$recipeTemplateId' });
  const reading = useQuery(recipeTemplate(recipeTemplateId));
  const { data: template } = reading;
  const [asked, setAsked] = useState<'take' | 'withdraw'>();
  return (
    <Page
      title={template?.title ?? say('template')} summary={template && [say(template.origin), say(template.category), instant(template.publishedAt), template.tags.join(', ')].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/recipe-templates" search={{}} />}>{say('allTemplates')}</Button>
          {template?.origin === 'tenant' && may('intake.recipe.manage') && <Button variant="default" onClick={() => setAsked('withdraw')}>{say('withdraw')}</Button>}
          {template && may('intake.recipe.manage') && <Button onClick={() => setAsked('take')}>{say('makeRecipe')}</Button>}
          <AsCommand path={`/intake/recipe-templates/${recipeTemplateId}`} command={`kairos recipes templates show ${recipeTemplateId}`} />
        </>
      }
    >
      {!template && <Panel title={say('fields')} reading={reading} />}
      {template && (
        <>
          {template.description && <p>{template.description}</p>}
          <RecipeParts document={template.document} />
        </>
      )}
      {template && asked === 'take' && <TakeTemplateDialog template={template} onClose={() => setAsked(undefined)} />}
      {template && asked === 'withdraw' && <WithdrawDialog recipeTemplateId={recipeTemplateId} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}
