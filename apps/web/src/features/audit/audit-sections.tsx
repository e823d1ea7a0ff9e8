import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Sections } from '../../ui/sections.tsx';
import { auditText } from './audit.text.ts';

export function AuditSections({ open }: { open: 'records' | 'verify' }) {
  const say = useTexts(auditText);
  const may = useMay();
  if (!may('identity.audit.export')) return null;
  return (
    <Sections label={say('sections')}>
      <Link to="/audit" aria-current={open === 'records' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('records')}</Link>
      <Link to="/audit/verify" aria-current={open === 'verify' ? 'page' : undefined} activeOptions={{ exact: true }}>{say('verify')}</Link>
    </Sections>
  );
}
