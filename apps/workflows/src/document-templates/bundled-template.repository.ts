import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { LetterTemplate } from '@kairos/contracts';
import { readSafeYaml } from '../safe-yaml.calc.ts';
import { DocumentTemplateNotFound } from './document-templates.errors.ts';
import { variablesOf } from '../document-filling/letter.calc.ts';
import { templateValues } from './template-values.calc.ts';

const folder = new URL('../../document-templates/', import.meta.url);

export type BundledTemplate = LetterTemplate & { sha256: string };

/** The letters that ship with this version, the newest version of each, read once: one that is not valid stops the service at its start. */
@Injectable()
export class BundledTemplateRepository {
  private readonly newest: ReadonlyMap<string, BundledTemplate>;

  constructor() {
    const read = readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => readTemplate(file, readFileSync(new URL(file, folder), 'utf8')));
    this.newest = new Map(read.sort((one, other) => one.version - other.version).map((template) => [template.id, template]));
  }

  all(): BundledTemplate[] {
    return [...this.newest.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  read(templateId: string): BundledTemplate {
    const found = this.newest.get(templateId);
    if (!found) throw new DocumentTemplateNotFound();
    return found;
  }
}

function readTemplate(file: string, text: string): BundledTemplate {
  const read = readSafeYaml(text, LetterTemplate);
  if ('problems' in read) throw new Error(`${file}: ${read.problems.join('; ')}`);
  const { id, version, blocks } = read.value;
  if (file !== `${id}.v${version}.yaml`) throw new Error(`${file} holds ${id}, version ${version}: its name says otherwise`);
  const known = templateValues({ today: '', plant: null, workflow: null, tasks: [], records: [] });
  const unknown = variablesOf(blocks).filter(({ name }) => !known.has(name));
  if (unknown.length > 0) throw new Error(`${file}: there is no variable ${unknown.map(({ name }) => name).join(', ')}`);
  return { ...read.value, sha256: createHash('sha256').update(text).digest('hex') };
}
