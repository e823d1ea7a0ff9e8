import { queryOptions } from '@tanstack/react-query';
import type { ApplicableTemplates, ComposeWorkflowBody, WorkflowDetail, WorkflowTemplate, WorkflowTemplateList } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import type { TemplatesSearch } from './templates-search.ts';

/** Versions are never changed once they are out. */
const steady = { staleTime: 10 * 60_000 };

export const templates = ({ purpose, phase }: TemplatesSearch) =>
  queryOptions({ queryKey: ['workflows', 'templates', 'list', purpose, phase], queryFn: ({ signal }) => call<WorkflowTemplateList>({ path: '/workflows/workflow-templates', query: { purpose, phase }, signal }), ...steady });

export const templateRead = (templateId: string) =>
  queryOptions({ queryKey: ['workflows', 'templates', 'one', templateId], queryFn: ({ signal }) => call<WorkflowTemplate>({ path: `/workflows/workflow-templates/${templateId}`, signal }), ...steady });

export const applicable = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'templates', 'applicable', plantId], queryFn: ({ signal }) => call<ApplicableTemplates>({ path: '/workflows/workflow-templates/applicable', query: { plantId }, signal }) });

export const composeWorkflow = (body: ComposeWorkflowBody) => call<WorkflowDetail>({ method: 'POST', path: '/workflows/workflows/compose', body });
