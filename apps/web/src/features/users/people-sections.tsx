import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Sections } from '../../ui/sections.tsx';
import { usersText } from './users.text.ts';

/** People who are here, and those who are asked to come. */
export function PeopleSections({ open }: { open: 'people' | 'invitations' }) {
  const say = useTexts(usersText);
  const may = useMay();
  if (!may('identity.user.manage')) return null;
  return (
    <Sections label={say('sections')}>
      <Link to="/users" aria-current={open === 'people' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('people')}</Link>
      <Link to="/invitations" aria-current={open === 'invitations' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('invitations')}</Link>
    </Sections>
  );
}
