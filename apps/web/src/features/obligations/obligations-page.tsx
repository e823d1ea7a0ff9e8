import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { evaluatePredicate } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { ObligationPanel } from './obligation-panel.tsx';
import { obligationPack, obligationPacks } from './obligations.api.ts';
import { triedPlant, type ObligationsSearch } from './obligations-search.ts';
import { obligationsText } from './obligations.text.ts';
import { TryPlant } from './try-plant.tsx';
import classes from './obligations.module.css';

/** The obligations that Kairos knows: to which plants each applies, when it is due, by which law. */
export function ObligationsPage() {
  const say = useTexts(obligationsText);
  const locale = useLocale();
  const search = useSearch({ from: '/inside/obligations' });
  const navigate = useNavigate({ from: '/obligations' });
  const packs = useQuery(obligationPacks());
  const id = packs.data?.find(({ current }) => current)?.id;
  const { data: pack, error, refetch } = useQuery({ ...obligationPack(id ?? '', search.version), enabled: id !== undefined });
  const plant = triedPlant(search);
  const change = (changed: Partial<ObligationsSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const versions = packs.data?.filter((each) => each.id === id).map(({ version, current }) => ({ value: version, label: current ? say('current', { version }) : version }));
  const applies = plant && pack?.obligations.filter(({ appliesWhen }) => evaluatePredicate(appliesWhen, plant).applies).length;
  const failure = packs.error ?? error;

  return (
    <Page
      title={say('title')} summary={pack && say('summary', { title: pack.title[locale], version: pack.version, count: pack.obligations.length })}
      actions={pack && versions && <Select aria-label={say('version')} w="11rem" allowDeselect={false} value={pack.version} data={versions} onChange={(value) => change({ version: value ?? undefined })} />}
    >
      {failure && <Failure error={failure} onRetry={packs.error ? packs.refetch : refetch} />}
      {packs.data && id === undefined && <Empty title={say('noneTitle')} hint={say('noneHint')} />}
      {!pack && !failure && (packs.isPending || id !== undefined) && <Skeleton h={320} />}
      {pack && (
        <>
          <TryPlant search={search} onChange={change} outcome={applies === undefined ? undefined : say('outcome', { applies, all: pack.obligations.length })} />
          <div className={classes.stack}>
            {pack.obligations.map((obligation) => <ObligationPanel key={obligation.code} obligation={obligation} plant={plant} />)}
          </div>
          {pack.notes && <Panel title={say('about')}><p lang="en">{pack.notes}</p></Panel>}
        </>
      )}
    </Page>
  );
}
