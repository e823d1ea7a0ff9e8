import { queryOptions } from '@tanstack/react-query';
import type { DocumentTemplateList, DocumentView, Locale, TemplateVariableList } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export type DocumentTemplate = DocumentTemplateList['items'][number];
export type FillFor = { plantId: string | undefined; workflowId: string | undefined };

/** A template is named in addresses by this. */
export const keyOf = (template: DocumentTemplate): string => (template.origin === 'bundled' ? template.id : template.documentId);
export const placeOf = (template: DocumentTemplate): string =>
  template.origin === 'bundled' ? `/workflows/document-templates/${template.id}` : `/workflows/documents/${template.documentId}/versions/${template.documentVersionId}`;

export const documentTemplates = () => queryOptions({ queryKey: ['workflows', 'documents', 'templates'], queryFn: async ({ signal }) => (await call<DocumentTemplateList>({ path: '/workflows/document-templates', signal })).items });

/** What a template names, and what that is for a plant and a practice of it. Those that ship are in Italian, one's own in either language. */
export const variablesOf = (template: DocumentTemplate, target: FillFor, locale: Locale) =>
  queryOptions({
    queryKey: ['workflows', 'documents', 'templates', keyOf(template), target, locale],
    queryFn: ({ signal }) => call<TemplateVariableList>({ path: `${placeOf(template)}/variables`, query: { ...target, ...(template.origin === 'own' ? { locale } : {}) }, signal }),
  });

export type Filling = { plantId: string; workflowId?: string; name?: string; category?: string; locale?: Locale; format?: string; unresolved: 'refuse' | 'blank'; approvalRequired: boolean };
export const fillTemplate = (template: DocumentTemplate, body: Filling) => call<DocumentView>({ method: 'POST', path: `${placeOf(template)}/fill`, body });
