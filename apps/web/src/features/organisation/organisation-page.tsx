import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TenantView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { OrganisationSections } from '../../vocabulary/organisation-sections.tsx';
import { MfaPolicyPanel } from './mfa-policy-panel.tsx';
import { OrganisationForm } from './organisation-form.tsx';
import { organisation } from './organisation.api.ts';
import { organisationText } from './organisation.text.ts';
import { PlanPanel } from './plan-panel.tsx';
import classes from './organisation.module.css';

const tones: Record<TenantView['status'], Tone> = { Active: 'well', Trial: 'due', Suspended: 'overdue', Cancelled: 'quiet' };

/** The tenant: its plan and what that allows, what it says of itself, and who must have a second factor. */
export function OrganisationPage() {
  const say = useTexts(organisationText);
  const may = useMay();
  const { data: tenant, error, refetch } = useQuery(organisation());
  if (!tenant) return <Page title={say('title')}>{error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}</Page>;
  return (
    <Page title={tenant.name} summary={<Mark tone={tones[tenant.status]}>{say(tenant.status)}</Mark>} actions={<AsCommand path="/identity/tenant" />}>
      <OrganisationSections open="about" />
      <div className={classes.parts}>
        <PlanPanel tenant={tenant} />
        {may('identity.tenant.manage') ? <OrganisationForm tenant={tenant} /> : <AboutPanel tenant={tenant} />}
        <MfaPolicyPanel />
      </div>
    </Page>
  );
}

function AboutPanel({ tenant: { vatNumber, taxCode, timeZone, contact } }: { tenant: TenantView }) {
  const say = useTexts(organisationText);
  return <Panel title={say('about')}><Facts of={[[say('vatNumber'), vatNumber], [say('taxCode'), taxCode], [say('zone'), timeZone], [say('contact'), contact && [contact.name, contact.email, contact.phone].filter(Boolean).join(', ')]]} /></Panel>;
}
