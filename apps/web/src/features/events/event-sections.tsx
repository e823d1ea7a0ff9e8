import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Sections } from '../../ui/sections.tsx';
import { deadLettersText } from './dead-letters.text.ts';

/** What happens now, and what could not be taken of it. */
export function EventSections({ open }: { open: 'live' | 'unconsumed' }) {
  const say = useTexts(deadLettersText);
  const may = useMay();
  if (!may('platform.dead-letter.read')) return null;
  return (
    <Sections label={say('sections')}>
      {may('identity.audit.read') && <Link to="/events" aria-current={open === 'live' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('live')}</Link>}
      <Link to="/events/unconsumed" aria-current={open === 'unconsumed' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('title')}</Link>
    </Sections>
  );
}
