import { Button, Code } from '@mantine/core';
import { useState } from 'react';
import type { FieldMapping, NewRecipeBody, RecipeDocument } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { recipesText } from './recipes.text.ts';

type Document = NewRecipeBody | RecipeDocument;

/** What a recipe does, part by part, and as it is written. */
export function RecipeParts({ document }: { document: Document }) {
  const say = useTexts(recipesText);
  const word = useTexts(importWords);
  const field = useImportField();
  const { parse, naturalKey, target, connector } = document;
  const read = [parse.encoding, parse.delimiter, parse.sheet].filter((value) => value !== 'auto');
  return (
    <>
      <Panel title={say('fields')}>
        <Facts of={[[say('target'), connector ? `${connector.name} / ${connector.endpoint}` : word(target)], [say('key'), naturalKey.map(field).join(', ')], [say('reads'), read.length > 0 ? read.join(', ') : null]]} />
        <Fields fields={document.fields} />
      </Panel>
      <Rules rules={document.rules} />
      <AsDocument document={document} />
    </>
  );
}

function Fields({ fields }: { fields: readonly FieldMapping[] }) {
  const say = useTexts(recipesText);
  const field = useImportField();
  const sourceOf = ({ from, take, default: constant }: FieldMapping) => {
    if (from !== undefined) return from;
    if (take?.kind === 'custom') return <Code>{take.expression}</Code>;
    if (take) return 'columns' in take ? take.columns.join(', ') : 'column' in take ? take.column : take.kind;
    return say('constant', { value: constant ?? '' });
  };
  const howOf = (one: FieldMapping) =>
    [
      one.required && say('required'),
      one.as === 'decimal' && one.unit && say('unitChange', one.unit),
      one.as === 'date' && one.formats !== 'auto' && say('dates', { formats: one.formats.join(', ') }),
      one.values && say('translated', { count: Object.keys(one.values).length }),
      one.transform.length > 0 && say('steps', { count: one.transform.length }),
      one.default !== undefined && (one.from !== undefined || one.take) && say('otherwise', { value: one.default }),
    ].filter(Boolean).join(', ');
  return (
    <PlainTable
      label={say('fields')} rows={fields} keyOf={({ target }) => target}
      columns={[
        { key: 'field', label: say('field'), cell: ({ target }) => field(target) },
        { key: 'from', label: say('from'), cell: sourceOf },
        { key: 'how', label: say('how'), cell: howOf },
      ]}
    />
  );
}

function Rules({ rules }: Pick<Document, 'rules'>) {
  const say = useTexts(recipesText);
  const field = useImportField();
  return (
    <Panel title={say('rules')} empty={rules.length === 0 && say('noRules')}>
      <PlainTable
        label={say('rules')} rows={rules.map((rule, at) => ({ ...rule, at }))} keyOf={({ at }) => String(at)}
        columns={[
          { key: 'rule', label: say('rule'), cell: ({ code, kind }) => code ?? kind },
          { key: 'field', label: say('field'), cell: (rule) => (rule.field ? field(rule.field) : (rule.column ?? '')) },
          { key: 'severity', label: say('severity'), cell: ({ severity }) => say(severity) },
          { key: 'how', label: say('how'), cell: (rule) => (rule.kind === 'custom' ? <Code>{rule.expression}</Code> : rule.kind === 'pattern' ? <Code>{rule.pattern}</Code> : (rule.message ?? '')) },
        ]}
      />
    </Panel>
  );
}

function AsDocument({ document }: { document: Document }) {
  const say = useTexts(recipesText);
  const [open, setOpen] = useState(false);
  return (
    <Panel title={say('document')} actions={<Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>{say(open ? 'hideDocument' : 'showDocument')}</Button>}>
      {open && <Code block tabIndex={0}>{JSON.stringify(document, null, 2)}</Code>}
    </Panel>
  );
}
