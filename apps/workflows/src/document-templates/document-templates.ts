import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { DocumentVersionView, FillingSource, TemplateVariable, TemplateVariableList } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { DocumentContentMissing } from '../document-content/document-content.errors.ts';
import { NotATemplate, TemplateTooLarge } from './document-templates.errors.ts';
import { TemplateFactsQueries } from './template-facts.queries.ts';
import { TemplateFiller } from '../document-filling/template-filler.ts';
import { templateValues, textOf, type TemplateValue } from './template-values.calc.ts';

export type Target = { plantId: string | undefined; workflowId: string | undefined; locale: 'en' | 'it' };
export type Rendered = { bytes: Buffer; variables: TemplateVariable[] };
export type Filled = Rendered & { sources: FillingSource[] };

const mostBytes = 10_000_000;

/** Fills versions of documents: a template is a document like others, whose versions never change. */
@Injectable()
export class DocumentTemplates {
  constructor(
    private readonly store: FileStore,
    private readonly facts: TemplateFactsQueries,
    private readonly filler: TemplateFiller,
  ) {}

  async preview(version: DocumentVersionView, target: Target, actor: Actor): Promise<TemplateVariableList> {
    const values = templateValues((await this.facts.read(target, actor)).facts);
    const { variables } = isTemplate(version) ? await this.render(version, values, { locale: target.locale, tenantId: actor.tenantId }) : { variables: [] };
    return { items: variables, available: [...values.keys()].sort() };
  }

  async fill(version: DocumentVersionView, target: Target, actor: Actor): Promise<Filled> {
    if (!isTemplate(version)) throw new NotATemplate();
    const { facts, sources } = await this.facts.read(target, actor);
    const filled = await this.render(version, templateValues(facts), { locale: target.locale, tenantId: actor.tenantId });
    if (filled.variables.length === 0) throw new NotATemplate();
    return { ...filled, sources };
  }

  private async render({ fileType, sha256 }: DocumentVersionView, values: Map<string, TemplateValue>, { locale, tenantId }: { locale: 'en' | 'it'; tenantId: string }): Promise<Rendered> {
    const texts = new Map([...values].flatMap(([name, value]): [string, string][] => {
      const text = textOf(value, locale);
      return text === null ? [] : [[name, text]];
    }));
    if (!(await this.store.has(tenantId, sha256))) throw new DocumentContentMissing();
    const bytes = await templateBytes(this.store.read(tenantId, sha256));
    const filled = await this.filler.fill({ fileType: fileType === 'docx' ? 'docx' : 'pdf', bytes, texts });
    return { bytes: filled.bytes, variables: filled.variables.map((name) => variableOf(name, values.get(name), texts.get(name) ?? null)) };
  }
}

/** The bytes of a template in memory, of which there are few enough. */
async function templateBytes(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let seen = 0;
  for await (const piece of content) {
    seen += piece.byteLength;
    if (seen > mostBytes) throw new TemplateTooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isTemplate({ fileType }: DocumentVersionView): boolean {
  return fileType === 'docx' || fileType === 'pdf';
}

/** What is told of a variable. */
export function variableOf(name: string, value: TemplateValue | undefined, text: string | null): TemplateVariable {
  return { name, status: statusOf(value, text), text, origin: value?.origin ?? null };
}

function statusOf(value: TemplateValue | undefined, text: string | null): TemplateVariable['status'] {
  if (!value) return 'unknown';
  if (value.withheld) return 'withheld';
  return text === null ? 'empty' : 'filled';
}
