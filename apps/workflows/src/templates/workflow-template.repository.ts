import { Injectable } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import { QuoteFeeTable, type WorkflowTemplate } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { readSafeYaml } from '../safe-yaml.calc.ts';
import { authorityFields } from './authority-fields.calc.ts';
import { problemsOfFeeTable } from './quote-fee.calc.ts';
import { InvalidWorkflowTemplate, parseWorkflowTemplate } from './workflow-template.calc.ts';

const templates = new URL('../../templates/', import.meta.url);
const feeTables = new URL('../../quote-fees/', import.meta.url);

/** The templates shipped with this version, every version of each, read once: one that is not valid stops the service at its start. */
@Injectable()
export class WorkflowTemplateRepository {
  private readonly versions: ReadonlyMap<string, readonly WorkflowTemplate[]>;
  private readonly feeTable: QuoteFeeTable;

  constructor(packs: ObligationPackRepository) {
    const obligationCodes = new Set(packs.all().flatMap(({ obligations }) => obligations.map(({ code }) => code)));
    const read = filesIn(templates).map(({ file, text }) => {
      const template = parseWorkflowTemplate(text, file, { obligationCodes, authorityFields });
      if (file !== `${template.id}.v${template.version}.yaml`) throw new InvalidWorkflowTemplate(file, [`holds ${template.id}, version ${template.version}: its name says otherwise`]);
      return template;
    });
    this.versions = Map.groupBy(read.sort((one, other) => one.version - other.version), ({ id }) => id);
    this.feeTable = readFeeTable();
  }

  /** The newest version of each. */
  all(): WorkflowTemplate[] {
    return [...this.versions.keys()].sort().map((id) => this.newest(id));
  }

  newest(templateId: string): WorkflowTemplate {
    const newest = this.versions.get(templateId)?.at(-1);
    if (!newest) throw new NotFound('workflow-template');
    return newest;
  }

  read(templateId: string, version: number): WorkflowTemplate {
    const found = this.versions.get(templateId)?.find((template) => template.version === version);
    if (!found) throw new NotFound('workflow-template');
    return found;
  }

  versionsOf(templateId: string): number[] {
    return (this.versions.get(templateId) ?? []).map(({ version }) => version);
  }

  quoteFees(): QuoteFeeTable {
    return this.feeTable;
  }
}

function filesIn(folder: URL): { file: string; text: string }[] {
  return readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort().map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}

/** The newest table; so far one distributor has one. */
function readFeeTable(): QuoteFeeTable {
  const last = filesIn(feeTables).at(-1);
  const read = last && readSafeYaml(last.text, QuoteFeeTable);
  if (!read || 'problems' in read) throw new InvalidWorkflowTemplate(last?.file ?? 'quote-fees', read?.problems ?? ['there is no table of fees']);
  const problems = problemsOfFeeTable(read.value);
  if (problems.length > 0) throw new InvalidWorkflowTemplate(last.file, problems);
  return read.value;
}
