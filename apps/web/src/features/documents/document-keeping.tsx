import { Button, Text, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentView, LegalHoldView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentWords } from '../../vocabulary/document-words.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { retentionWords } from '../../vocabulary/retention-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { holdsOf, placeHold, releaseHold, retentionSchedules } from './documents.api.ts';
import { documentText } from './document.text.ts';
import classes from './documents.module.css';

/** What keeps a document, until when, and who said so. */
export function DocumentKeeping({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const word = useTexts(documentWords);
  const from = useTexts(retentionWords);
  const { day } = useFormats();
  const mayHold = useMay()('documents.hold.manage');
  const { data } = useQuery(retentionSchedules());
  const rule = data?.items.find(({ category }) => category === document.category);
  return (
    <Panel title={say('keeping')} actions={mayHold && <PlaceHold document={document} />}>
      <Text>{document.retainUntil ? say('keptUntil', { day: day(document.retainUntil) }) : say('keptOpen')}</Text>
      {rule && <p className={classes.quiet}>{say('rule', { category: word(rule.category), years: rule.years, from: from(rule.countedFrom), law: rule.legalReference })}</p>}
      {mayHold ? <Holds document={document} /> : <Text mt="xs">{say(document.onLegalHold ? 'someHold' : 'noHold')}</Text>}
    </Panel>
  );
}

function Holds({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const { data: holds } = useQuery(holdsOf(document.id));
  if (!holds) return null;
  if (holds.length === 0) return <Text mt="xs">{say('noHold')}</Text>;
  return (
    <ul className={classes.list} aria-label={say('holds')}>
      {holds.map((hold) => <Hold key={hold.id} hold={hold} />)}
    </ul>
  );
}

function Hold({ hold }: { hold: LegalHoldView }) {
  const say = useTexts(documentText);
  const { instant } = useFormats();
  const [asked, setAsked] = useState(false);
  const release = useCommand({ run: (reason: string) => releaseHold(hold, reason), changes: [['workflows']], done: () => say('released') });
  return (
    <li className={classes.item}>
      <div>
        <Text fw={500}><IconLock size={14} aria-hidden /> {hold.title}</Text>
        <p className={classes.quiet}>{hold.reason}</p>
        <p className={classes.quiet}>{say('placedBy', { when: instant(hold.placedAt) })} <PersonName userId={hold.placedByUserId} />. {say('until')}</p>
      </div>
      <Button size="xs" variant="default" aria-label={say('releaseOf', { title: hold.title })} onClick={() => setAsked(true)}>{say('release')}</Button>
      {asked && <ReasonDialog title={say('releaseOf', { title: hold.title })} busy={release.isPending} onClose={() => setAsked(false)} onReason={(reason) => release.mutate(reason, { onSettled: () => setAsked(false) })} />}
    </li>
  );
}

function PlaceHold({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const [asked, setAsked] = useState(false);
  const [title, setTitle] = useState('');
  const [tried, setTried] = useState(false);
  const place = useCommand({ run: (reason: string) => placeHold(document.id, title.trim(), reason), changes: [['workflows']], done: () => say('holdPlaced') });
  const onReason = (reason: string) => {
    setTried(true);
    if (title.trim() !== '') place.mutate(reason, { onSettled: () => setAsked(false) });
  };
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconLock size={14} aria-hidden />} onClick={() => setAsked(true)}>{say('placeHold')}</Button>
      {asked && (
        <ReasonDialog title={say('placeTitle')} busy={place.isPending} onClose={() => setAsked(false)} onReason={onReason}>
          <TextInput label={say('holdTitle')} required maxLength={200} value={title} error={tried && title.trim() === '' && say('holdNeedsTitle')} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
        </ReasonDialog>
      )}
    </>
  );
}
