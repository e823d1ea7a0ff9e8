import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DocumentVersionView, VersionProvenance } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { provenanceOf } from './documents.api.ts';
import { documentText } from './document.text.ts';
import { linkedPlant } from './link-target.api.ts';
import classes from './documents.module.css';

type Generated = NonNullable<VersionProvenance['generated']>;

/** From which template and which values a version was made; nothing where somebody uploaded it. */
export function DocumentProvenance({ version }: { version: DocumentVersionView }) {
  const { data } = useQuery(provenanceOf(version));
  return data?.generated ? <Made generated={data.generated} /> : null;
}

function Made({ generated }: { generated: Generated }) {
  const say = useTexts(documentText);
  const { instant } = useFormats();
  const [open, { toggle }] = useDisclosure(false);
  const { data: plant } = useQuery(linkedPlant(generated.plantId));
  const { bundled, templateDocumentId, plantId, generatedAt, generatedByUserId, values, valuesSha256 } = generated;
  return (
    <Panel title={say('provenance')}>
      <Facts
        of={[
          [say('template'), bundled ? say('bundled', bundled) : templateDocumentId && <Link to="/documents/$documentId" params={{ documentId: templateDocumentId }} className={classes.link}>{say('ownTemplate')}</Link>],
          [say('madeFor'), <Link to="/plants/$plantId" params={{ plantId }} search={{}} className={classes.link}>{plant?.name ?? say('plant')}</Link>],
          [say('made'), <>{say('byOn', { when: instant(generatedAt) })} <PersonName userId={generatedByUserId} /></>],
          [say('valuesHash'), <span className={classes.hash}>{valuesSha256}</span>],
        ]}
      />
      <Button variant="subtle" size="compact-sm" mt="xs" aria-expanded={open} onClick={toggle}>{say('values', { count: values.length })}</Button>
      <Collapse expanded={open}>
        {open && (
          <PlainTable
            label={say('values', { count: values.length })} rows={values} keyOf={({ name }) => name}
            columns={[
              { key: 'variable', label: say('variable'), cell: ({ name }) => name },
              { key: 'value', label: say('value'), cell: ({ text }) => text ?? say('blank') },
              { key: 'origin', label: say('origin'), cell: ({ origin }) => origin ?? '' },
            ]}
          />
        )}
      </Collapse>
    </Panel>
  );
}
