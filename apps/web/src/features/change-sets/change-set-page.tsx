import { Alert, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ChangeSetView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { ChangeSetActions } from './change-set-actions.tsx';
import { ChangeSetMark } from './change-set-mark.tsx';
import { changeSet } from './change-sets.api.ts';
import { changeSetsText } from './change-sets.text.ts';
import { PlantProposal } from './plant-proposal.tsx';

/** What somebody proposes, field by field, and the decision on it. */
export function ChangeSetPage() {
  const say = useTexts(changeSetsText);
  const { changeSetId } = useParams({ from: '/inside/change-sets/$changeSetId' });
  const { data, error, refetch } = useQuery(changeSet(changeSetId));
  if (!data) return <Page title={say(error ? 'notShown' : 'setTitle')}>{error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}</Page>;
  const stuck = data.status === 'proposed' && data.changes.some(({ removed, fields }) => removed || fields.some(({ changedSince }) => changedSince));
  return (
    <Page
      title={data.title} summary={<><ChangeSetMark status={data.status} /> <Link to="/change-sets">{say('back')}</Link></>}
      actions={<><ChangeSetActions set={data} stuck={stuck} /><AsCommand path={`/assets/change-sets/${data.id}`} command={command`kairos change-sets show ${data.id}`} /></>}
    >
      {stuck && <Alert color="yellow" role="status">{say('conflicts')}</Alert>}
      <About set={data} />
      {data.changes.map((change) => (
        <PlantProposal key={`${change.plantId} ${change.part}`} change={change} decided={data.status !== 'proposed'} />
      ))}
    </Page>
  );
}

function About({ set: { reason, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } }: { set: ChangeSetView }) {
  const say = useTexts(changeSetsText);
  const { instant } = useFormats();
  const decision = decidedAt === null ? [] : [
    [say('decidedBy'), <PersonName key="decidedBy" userId={decidedBy} />], [say('decidedAt'), instant(decidedAt)], [say('decision'), decisionReason ?? '–'],
  ] as const;
  return (
    <Panel title={say('about')}>
      <Facts grid of={[[say('reason'), reason], [say('by'), <PersonName key="by" userId={proposedBy} />], [say('at'), instant(proposedAt)], ...decision]} />
    </Panel>
  );
}
