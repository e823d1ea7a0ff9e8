import { ActionIcon, Button, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DocumentVersionView, DocumentView } from '@kairos/contracts';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { differenceOf } from './compare-versions.calc.ts';
import { contentOf, verifyVersion, versionsOf } from './documents.api.ts';
import { documentText } from './document.text.ts';
import classes from './documents.module.css';

/** Every file that the document has been, none of which ever changes. */
export function DocumentVersions({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const reading = useQuery(versionsOf(document.id));
  const versions = reading.data ?? [];
  const columns = useVersionColumns(versions);
  return (
    <Panel title={say('versions')} reading={reading}>
      <PlainTable label={say('versions')} columns={columns} rows={versions} keyOf={({ id }) => id} />
    </Panel>
  );
}

function useVersionColumns(versions: readonly DocumentVersionView[]): PlainColumn<DocumentVersionView>[] {
  const say = useTexts(documentText);
  const { bytes, instant, day } = useFormats();
  return useMemo(() => {
    const difference = (version: DocumentVersionView) => {
      const found = differenceOf(version, versions);
      if (found.kind === 'first') return undefined;
      if (found.kind === 'same') return say('sameBytes', { number: found.as });
      return found.bytes === 0 ? say('sameSize', { number: found.from }) : say(found.bytes > 0 ? 'larger' : 'smaller', { size: bytes(Math.abs(found.bytes)), number: found.from });
    };
    return [
      { key: 'number', label: say('number'), cell: ({ number }) => number },
      { key: 'file', label: say('file'), cell: ({ fileName, note, issuedOn, expiresOn }) => <>{fileName}<Quiet lines={[note, issuedOn && `${say('issued')} ${day(issuedOn)}`, expiresOn && `${say('expires')} ${day(expiresOn)}`]} /></> },
      { key: 'size', label: say('size'), cell: (version) => <>{bytes(version.byteSize)}<Quiet lines={[difference(version)]} /></> },
      { key: 'uploaded', label: say('uploaded'), cell: ({ uploadedAt, uploadedByUserId }) => <>{instant(uploadedAt)}<p className={classes.quiet}><PersonName userId={uploadedByUserId} /></p></> },
      { key: 'hash', label: say('hash'), cell: (version) => <Hash version={version} /> },
      { key: 'decision', label: say('decision'), cell: ({ decision }) => decision && <><Mark tone={decision.decision === 'approved' ? 'well' : 'overdue'}>{say(decision.decision)}</Mark><p className={classes.quiet}><PersonName userId={decision.decidedByUserId} />{decision.note && `: ${decision.note}`}</p></> },
      { key: 'actions', label: '', cell: (version) => <VersionActions version={version} /> },
    ];
  }, [say, bytes, instant, day, versions]);
}

function Quiet({ lines }: { lines: readonly (string | null | undefined | '')[] }) {
  return lines.map((line) => line && <p key={line} className={classes.quiet}>{line}</p>);
}

const shownDigits = 12;

function Hash({ version: { sha256, number } }: { version: DocumentVersionView }) {
  const say = useTexts(documentText);
  return (
    <Group gap={2} wrap="nowrap">
      <span className={classes.hash} title={sha256}>{sha256.slice(0, shownDigits)}…</span>
      <CopyButton value={sha256}>
        {({ copied, copy }) => <ActionIcon variant="subtle" size="sm" onClick={copy} aria-label={copied ? say('copied') : say('copyHash', { number })}>{copied ? <IconCheck size={14} /> : <IconCopy size={14} />}</ActionIcon>}
      </CopyButton>
    </Group>
  );
}

function VersionActions({ version }: { version: DocumentVersionView }) {
  const say = useTexts(documentText);
  const { number, fileName } = version;
  const save = useCommand({ run: () => saveFile({ path: contentOf(version) }, fileName), changes: [] });
  const verify = useCommand({ run: () => verifyVersion(version), changes: [] });
  return (
    <>
      <Group gap={4} wrap="nowrap" className="no-print">
        <ActionIcon variant="subtle" loading={save.isPending} onClick={() => save.mutate(undefined)} aria-label={say('downloadVersion', { number })}><IconDownload size={16} /></ActionIcon>
        <Button size="compact-sm" variant="subtle" loading={verify.isPending} leftSection={<IconShieldCheck size={15} aria-hidden />} onClick={() => verify.mutate(undefined)} aria-label={say('verifyVersion', { number })}>{say('verify')}</Button>
      </Group>
      {verify.data && <span role="status"><Mark tone={verify.data.finding === null ? 'well' : 'overdue'}>{say(verify.data.finding ?? 'whole')}</Mark></span>}
    </>
  );
}
