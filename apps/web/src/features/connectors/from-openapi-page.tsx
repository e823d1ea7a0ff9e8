import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorView, OpenApiDocumentView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { matching, operationKey } from './chosen-operations.calc.ts';
import { connector as reading, connectorsPath } from './connectors.api.ts';
import { DocumentInput } from './document-input.tsx';
import { FillFromOpenApi } from './fill-from-openapi.tsx';
import { fromOpenApiText } from './from-openapi.text.ts';
import { OperationsPanel } from './operations-panel.tsx';
import { RegisterFromOpenApi } from './register-from-openapi.tsx';
import classes from './connector-form.module.css';

type Read = { document: string; view: OpenApiDocumentView };

/** Reads what somebody's API says of itself, and makes a connector of what is chosen there, or gives it to one. */
export function FromOpenApiPage() {
  const say = useTexts(fromOpenApiText);
  const { connector: connectorId } = useSearch({ from: '/inside/connectors/from-openapi' });
  const kept = useQuery({ ...reading(connectorId ?? ''), enabled: connectorId !== undefined });
  const [read, setRead] = useState<Read>();
  return (
    <Page
      title={kept.data ? say('titleOf', { title: kept.data.title }) : say('title')}
      actions={
        <>
          {connectorId === undefined
            ? <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/connectors" />}>{say('allConnectors')}</Button>
            : <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/connectors/$connectorId" params={{ connectorId }} />}>{say('back')}</Button>}
          <AsCommand method="POST" path={`${connectorsPath}/openapi`} body={{ document: 'openapi: 3.1.0 …' }} command={command`kairos connectors operations openapi.yaml`} />
        </>
      }
    >
      {connectorId !== undefined && !kept.data ? <Panel title={say('document')} reading={kept} /> : <Steps read={read} onRead={setRead} {...(kept.data ? { kept: kept.data } : {})} />}
    </Page>
  );
}

function Steps({ read, onRead, kept }: { read: Read | undefined; onRead: (read: Read | undefined) => void; kept?: ConnectorView }) {
  const say = useTexts(fromOpenApiText);
  const { text, show } = useSearch({ from: '/inside/connectors/from-openapi' });
  const [chosenKeys, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (!read) return <DocumentInput onRead={(next) => { setChosen(new Set()); onRead(next); }} />;
  const { title, version, openapi, operations } = read.view;
  const chosen = operations.filter((operation) => chosenKeys.has(operationKey(operation)));
  return (
    <div className={classes.wide}>
      <Panel title={say('document')} actions={<Button size="xs" variant="default" onClick={() => onRead(undefined)}>{say('another')}</Button>}>{say('about', { title, version, openapi })}</Panel>
      <OperationsPanel operations={operations} shown={matching(operations, text, show === 'all')} chosen={chosenKeys} onChoose={setChosen} />
      {kept ? <FillFromOpenApi document={read.document} chosen={chosen} connector={kept} /> : <RegisterFromOpenApi document={read.document} documentTitle={title} chosen={chosen} />}
    </div>
  );
}
