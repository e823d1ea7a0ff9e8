import { Link } from '@tanstack/react-router';
import { useTexts } from '../../lib/use-texts.ts';
import { Sections } from '../../ui/sections.tsx';
import { rolesText } from './roles.text.ts';

export function RoleSections({ open }: { open: 'matrix' | 'explain' }) {
  const say = useTexts(rolesText);
  return (
    <Sections label={say('sections')}>
      <Link to="/roles" aria-current={open === 'matrix' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('matrix')}</Link>
      <Link to="/roles/explain" aria-current={open === 'explain' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('explain')}</Link>
    </Sections>
  );
}
