import { Progress } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { TenantView, UsageView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { usageOf, usageServices } from './organisation.api.ts';
import { organisationText } from './organisation.text.ts';
import { standingOf, type Standing } from './usage-standing.calc.ts';
import classes from './organisation.module.css';

const colours: Record<Standing, string> = { free: 'petrol', near: 'yellow', full: 'red' };
type Used = UsageView['items'][number];

/** What the plan allows, how much of it is used, and what happens at its limits. */
export function PlanPanel({ tenant: { plan, planEndsOn, readOnlyFrom, closedFrom, limits, features } }: { tenant: TenantView }) {
  const say = useTexts(organisationText);
  const mayManage = useMay()('identity.tenant.manage');
  const { day, instant, number } = useFormats();
  const limit = (most: number | null, written = number) => (most === null ? say('unlimited') : written(most));
  const unmeasured = [[say('users'), limit(limits.users)], [say('plants'), limit(limits.plants)], [say('storage'), limit(limits.storageGb, (count) => say('gigabytes', { count: number(count) }))]] as const;
  return (
    <Panel title={say('plan')}>
      <Facts
        of={[
          [say('plan'), plan], [say('endsOn'), planEndsOn && day(planEndsOn)], [say('readOnlyFrom'), readOnlyFrom && instant(readOnlyFrom)], [say('closedFrom'), closedFrom && instant(closedFrom)],
          ...(mayManage ? [] : unmeasured), [say('apiCalls'), limit(limits.apiCallsPerHour)], [say('features'), features.length > 0 ? features.join(', ') : undefined],
        ]}
      />
      {mayManage && <Usage />}
      {mayManage && <p className={classes.quiet}>{say('atLimit')}</p>}
      <p className={classes.quiet}>{say('operator')}</p>
    </Panel>
  );
}

/** Each service counts what it holds; one that does not answer leaves the others standing. */
function Usage() {
  const answers = useQueries({ queries: usageServices.map(usageOf) });
  return (
    <ul className={classes.usage}>
      {answers.map(({ data, error, refetch }, at) => (error ? <li key={usageServices[at]}><Failure error={error} onRetry={refetch} /></li> : data?.items.map((item) => <Meter key={item.of} item={item} />)))}
    </ul>
  );
}

function Meter({ item }: { item: Used }) {
  const say = useTexts(organisationText);
  const { number, bytes } = useFormats();
  const { of, used, most } = item;
  const written = of === 'documents' || of === 'source-files' ? bytes : number;
  const { share, standing } = standingOf(item);
  const told = most === null ? say('usedWithoutLimit', { used: written(used) }) : say('usedOf', { used: written(used), most: written(most) });
  return (
    <li>
      <div className={classes.meter}>
        <span>{say(of)}</span>
        <span>{told} {standing !== 'free' && <Mark tone={standing === 'full' ? 'overdue' : 'due'}>{say(standing)}</Mark>}</span>
      </div>
      {most !== null && <Progress value={share * 100} color={colours[standing]} size="sm" aria-label={`${say(of)}: ${told}`} />}
    </li>
  );
}
