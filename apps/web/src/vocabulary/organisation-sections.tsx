import { Link } from '@tanstack/react-router';
import { texts } from '../lib/texts.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Sections } from '../ui/sections.tsx';

const sectionsText = texts({
  sections: ['Parts of the organisation', 'Sezioni dell’organizzazione'],
  about: ['About and plan', 'Informazioni e piano'],
  providers: ['Identity providers', 'Provider di identità'],
});

/** What belongs to the organisation as a whole, as far as one may see it. */
export function OrganisationSections({ open }: { open: 'about' | 'providers' }) {
  const say = useTexts(sectionsText);
  const may = useMay();
  if (!may('identity.identity-provider.manage')) return null;
  const current = (of: typeof open) => (open === of ? ('page' as const) : undefined);
  return (
    <Sections label={say('sections')}>
      {may('identity.tenant.read') && <Link to="/organisation" aria-current={current('about')} activeOptions={{ exact: true }}>{say('about')}</Link>}
      <Link to="/identity-providers" aria-current={current('providers')} activeOptions={{ exact: true }}>{say('providers')}</Link>
    </Sections>
  );
}
