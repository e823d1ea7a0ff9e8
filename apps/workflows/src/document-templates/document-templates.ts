import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { DocumentVersionView, TemplateVariable, TemplateVariableList } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { DocumentContentMissing } from '../document-content/document-content.errors.ts';
import { templateBytes } from './bounded-template.ts';
import { NotATemplate } from './document-templates.errors.ts';
import { fillDocx } from './fill-docx.ts';
import { fillPdf } from './fill-pdf.ts';
import { TemplateFactsQueries } from './template-facts.queries.ts';
import { templateValues, textOf, type TemplateValue } from './template-values.calc.ts';

export type Target = { plantId: string | undefined; workflowId: string | undefined; locale: 'en' | 'it' };
export type Filled = { bytes: Buffer; variables: TemplateVariable[] };

/** Fills versions of documents: a template is a document like others, whose versions never change. */
@Injectable()
export class DocumentTemplates {
  constructor(
    private readonly store: FileStore,
    private readonly facts: TemplateFactsQueries,
  ) {}

  async preview(version: DocumentVersionView, target: Target, actor: Actor): Promise<TemplateVariableList> {
    const values = templateValues(await this.facts.read(target, actor));
    const { variables } = isTemplate(version) ? await this.render(version, values, { locale: target.locale, tenantId: actor.tenantId }) : { variables: [] };
    return { items: variables, available: [...values.keys()].sort() };
  }

  async fill(version: DocumentVersionView, target: Target, actor: Actor): Promise<Filled> {
    if (!isTemplate(version)) throw new NotATemplate();
    const filled = await this.render(version, templateValues(await this.facts.read(target, actor)), { locale: target.locale, tenantId: actor.tenantId });
    if (filled.variables.length === 0) throw new NotATemplate();
    return filled;
  }

  private async render({ fileType, sha256 }: DocumentVersionView, values: Map<string, TemplateValue>, { locale, tenantId }: { locale: 'en' | 'it'; tenantId: string }): Promise<Filled> {
    const read = (name: string): string | null => {
      const value = values.get(name);
      return value ? textOf(value, locale) : null;
    };
    if (!(await this.store.has(tenantId, sha256))) throw new DocumentContentMissing();
    const bytes = await templateBytes(this.store.read(tenantId, sha256));
    const filled = await (fileType === 'docx' ? fillDocx : fillPdf)(bytes, (name) => read(name) ?? '');
    return { bytes: filled.bytes, variables: filled.variables.map((name) => variableOf(name, values.get(name), read(name))) };
  }
}

function isTemplate({ fileType }: DocumentVersionView): boolean {
  return fileType === 'docx' || fileType === 'pdf';
}

function variableOf(name: string, value: TemplateValue | undefined, text: string | null): TemplateVariable {
  return { name, status: value ? (text === null ? 'empty' : 'filled') : 'unknown', text, origin: value?.origin ?? null };
}
