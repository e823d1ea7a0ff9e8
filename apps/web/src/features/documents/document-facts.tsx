import type { DocumentView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ExpiryMark } from '../../vocabulary/document-marks.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { documentText } from './document.text.ts';

/** What is said of a document, and of its latest version. */
export function DocumentFacts({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const word = useTexts(documentWords);
  const { day, instant } = useFormats();
  const { category, expiresOn, renewalAnnouncedAt, tags, legalReferences, approvalRequired, createdAt, createdByUserId, latestVersion } = document;
  const { issuedOn, note, text } = latestVersion;
  return (
    <Panel title={say('facts')}>
      <Facts
        of={[
          [say('category'), word(category)],
          [say('expires'), expiresOn ? <ExpiryMark expiresOn={expiresOn} /> : say('never')],
          [say('renewal'), renewalAnnouncedAt && say('renewalAnnounced', { when: instant(renewalAnnouncedAt) })],
          [say('issued'), issuedOn && day(issuedOn)],
          [say('tags'), tags.length > 0 ? tags.join(', ') : null],
          [say('legalReferences'), legalReferences.length > 0 ? legalReferences.join('; ') : null],
          [say('note'), note],
          [say('approval'), say(approvalRequired ? 'approvalBy' : 'approvalFree')],
          [say('text'), text.reason === null ? say(text.status) : `${say(text.status)}: ${text.reason}`],
          [say('stored'), <>{say('byOn', { when: instant(createdAt) })} <PersonName userId={createdByUserId} /></>],
        ]}
      />
    </Panel>
  );
}
