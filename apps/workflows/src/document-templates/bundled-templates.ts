import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { TemplateFormat, TemplateVariable, TemplateVariableList } from '@kairos/contracts';
import type { BundledTemplate } from './bundled-template.repository.ts';
import { variableOf, type Filled } from './document-templates.ts';
import { letterDocx } from '../document-filling/letter-docx.ts';
import { letterPdf } from '../document-filling/letter-pdf.ts';
import { variablesOf, writeLetter } from '../document-filling/letter.calc.ts';
import { TemplateFactsQueries } from './template-facts.queries.ts';
import { templateValues, textOf, type TemplateValue } from './template-values.calc.ts';

export type LetterTarget = { plantId: string | undefined; workflowId: string | undefined };
/** `lacking`: what the letter cannot do without. */
export type FilledLetter = Filled & { lacking: TemplateVariable[] };

/** Fills the letters that ship, in Italian. */
@Injectable()
export class BundledTemplates {
  constructor(private readonly facts: TemplateFactsQueries) {}

  async preview({ blocks }: BundledTemplate, target: LetterTarget, actor: Actor): Promise<TemplateVariableList> {
    const values = templateValues((await this.facts.read(target, actor)).facts);
    return { items: variablesOf(blocks).map(({ name }) => read(values, name)), available: [...values.keys()].sort() };
  }

  async fill({ blocks, title }: BundledTemplate, format: TemplateFormat, target: LetterTarget, actor: Actor): Promise<FilledLetter> {
    const { facts, sources } = await this.facts.read(target, actor);
    const values = templateValues(facts);
    const variables = variablesOf(blocks).map(({ name, optional }) => ({ optional, variable: read(values, name) }));
    const lacking = variables.flatMap(({ optional, variable }) => (optional || variable.status === 'filled' ? [] : [variable]));
    const letter = writeLetter(blocks, (name) => read(values, name).text);
    const bytes = format === 'docx' ? letterDocx(letter) : await letterPdf(letter, title.it);
    return { bytes, sources, lacking, variables: variables.map(({ variable }) => variable) };
  }
}

function read(values: ReadonlyMap<string, TemplateValue>, name: string): TemplateVariable {
  const value = values.get(name);
  return variableOf(name, value, value ? textOf(value, 'it') : null);
}
