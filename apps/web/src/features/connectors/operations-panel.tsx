import { Button, Checkbox, Group, Switch, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpenApiOperation } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { operationKey } from './chosen-operations.calc.ts';
import { fromOpenApiText } from './from-openapi.text.ts';
import type { FromOpenApiSearch } from './from-openapi-search.ts';

const atOnce = 50;
type Props = { operations: readonly OpenApiOperation[]; shown: readonly OpenApiOperation[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void };

/** What the document offers, to be chosen from. */
export function OperationsPanel({ operations, shown, chosen, onChoose }: Props) {
  const say = useTexts(fromOpenApiText);
  const { number } = useFormats();
  const { text, show } = useSearch({ from: '/inside/connectors/from-openapi' });
  const navigate = useNavigate({ from: '/connectors/from-openapi' });
  const [most, setMost] = useState(atOnce);
  const change = (changed: Partial<FromOpenApiSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const visible = shown.slice(0, most);
  const left = shown.length - visible.length;
  return (
    <Panel title={say('operations')}>
      <Group mb="sm">
        <SearchField label={say('search')} value={text} onChange={(next) => change({ text: next })} />
        <Switch label={say('showAll')} checked={show === 'all'} onChange={({ currentTarget: { checked } }) => change({ show: checked ? 'all' : undefined })} />
        <Text c="var(--ink-quiet)">{say('usable', { usable: number(operations.filter(({ endpoint }) => endpoint).length), all: operations.length })}</Text>
      </Group>
      {visible.length === 0 ? <p>{say('nothing')}</p> : <OperationsTable visible={visible} chosen={chosen} onChoose={onChoose} />}
      {left > 0 && <Button mt="sm" size="xs" variant="default" onClick={() => setMost(most + atOnce)}>{say('more', { count: Math.min(left, atOnce) })}</Button>}
    </Panel>
  );
}

function OperationsTable({ visible, chosen, onChoose }: { visible: readonly OpenApiOperation[] } & Pick<Props, 'chosen' | 'onChoose'>) {
  const say = useTexts(fromOpenApiText);
  const usable = visible.filter(({ endpoint }) => endpoint).map(operationKey);
  const put = (keys: readonly string[], isIn: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) if (isIn) next.add(key); else next.delete(key);
    onChoose(next);
  };
  const isAll = usable.length > 0 && usable.every((key) => chosen.has(key));
  return (
    <>
      {usable.length > 1 && <Checkbox mb="xs" label={say('chooseShown')} checked={isAll} indeterminate={!isAll && usable.some((key) => chosen.has(key))} onChange={({ currentTarget: { checked } }) => put(usable, checked)} />}
      <PlainTable
        label={say('operations')} rows={visible} keyOf={operationKey}
        columns={[
          { key: 'operation', label: say('operation'), cell: (operation) => <Choice operation={operation} isChosen={chosen.has(operationKey(operation))} onChange={(isIn) => put([operationKey(operation)], isIn)} /> },
          { key: 'called', label: say('called'), cell: ({ endpoint }) => endpoint?.name },
          { key: 'summary', label: say('summary'), cell: ({ summary, deprecated }) => <>{summary} {deprecated && <Mark tone="due">{say('deprecated')}</Mark>}</> },
          { key: 'fields', label: say('fields'), cell: ({ endpoint }) => endpoint?.fields.map(({ name, required }) => (required ? `${name}*` : name)).join(', ') },
          { key: 'findings', label: say('findings'), cell: ({ findings }) => <span lang="en">{findings.join('; ')}</span> },
        ]}
      />
    </>
  );
}

function Choice({ operation, isChosen, onChange }: { operation: OpenApiOperation; isChosen: boolean; onChange: (isIn: boolean) => void }) {
  const say = useTexts(fromOpenApiText);
  const called = operationKey(operation);
  return operation.endpoint ? <Checkbox label={called} aria-label={say('chooseOne', { operation: called })} checked={isChosen} onChange={({ currentTarget: { checked } }) => onChange(checked)} /> : called;
}
