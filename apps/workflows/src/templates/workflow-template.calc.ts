import { mostTasks, WorkflowTemplate, type TemplateTask } from '@kairos/contracts';
import { readSafeYaml } from '../safe-yaml.calc.ts';

export class InvalidWorkflowTemplate extends Error {
  constructor(source: string, problems: string[]) {
    super(`${source} is no valid workflow template:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidWorkflowTemplate';
  }
}

/** What a template may refer to outside itself. */
export type TemplateReferences = { obligationCodes: ReadonlySet<string>; authorityFields: Readonly<Record<string, ReadonlySet<string>>> };

/**
 * Reads a version of a workflow template.
 *
 * @param text YAML
 * @param source named in the error, such as the file
 * @throws InvalidWorkflowTemplate with every finding: a wrong shape, a name given twice or not known, tasks that wait for one another
 */
export function parseWorkflowTemplate(text: string, source: string, references: TemplateReferences): WorkflowTemplate {
  const read = readSafeYaml(text, WorkflowTemplate);
  if ('problems' in read) throw new InvalidWorkflowTemplate(source, read.problems);
  const problems = contradictionsIn(read.value, references);
  if (problems.length > 0) throw new InvalidWorkflowTemplate(source, problems);
  return read.value;
}

/** All tasks of a template in the order in which they are read. */
export function tasksOf({ stages }: Pick<WorkflowTemplate, 'stages'>): TemplateTask[] {
  return stages.flatMap(({ tasks }) => tasks);
}

function contradictionsIn(template: WorkflowTemplate, { obligationCodes, authorityFields }: TemplateReferences): string[] {
  const tasks = tasksOf(template);
  const codes = tasks.map(({ code }) => code);
  return [
    ...(tasks.length > mostTasks ? [`has ${tasks.length} tasks; ${mostTasks} are the most`] : []),
    ...twice(template.stages.map(({ code }) => code)).map((code) => `stage ${code} is declared twice`),
    ...twice(codes).map((code) => `task ${code} is declared twice`),
    ...tasks.flatMap(({ code, dependsOn }) => dependsOn.filter((other) => !codes.includes(other)).map((other) => `task ${code} depends on ${other}, which is no task`)),
    ...cycleIn(tasks).map((path) => `tasks wait for one another: ${path.join(' → ')}`),
    ...tasks.flatMap((task) => [task.documents, task.checklist, task.dataFields].flatMap((list) => twice(list.map(({ code }) => code)).map((code) => `task ${task.code}: ${code} is declared twice`))),
    ...tasks.flatMap(({ code, dataFields }) =>
      dataFields.flatMap(({ writesTo }) => (writesTo && !authorityFields[writesTo.authority]?.has(writesTo.field) ? [`task ${code} writes to ${writesTo.authority}.${writesTo.field}, which no authority record has`] : []))),
    ...tasks.flatMap(({ code, dataFields, completion }) => (completion.when?.captured ?? []).filter(({ field }) => !dataFields.some((known) => known.code === field)).map(({ field }) => `task ${code} is completed by ${field}, which its form has not`)),
    ...(template.recursWith && !obligationCodes.has(template.recursWith) ? [`recursWith: ${template.recursWith} is no obligation of a pack`] : []),
    ...(template.minKw && template.maxKw && Number(template.minKw) > Number(template.maxKw) ? ['minKw lies above maxKw'] : []),
    ...(template.purpose === 'Phase Component' && !template.phase && template.category === 'Activation' ? ['a component of the activation names its phase'] : []),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** A way along dependencies that comes back to where it began, if there is one. */
export function cycleIn(tasks: readonly { code: string; dependsOn: readonly string[] }[]): string[][] {
  const dependencies = new Map(tasks.map(({ code, dependsOn }) => [code, dependsOn]));
  const done = new Set<string>();
  const search = (code: string, path: string[]): string[] | undefined => {
    if (path.includes(code)) return [...path.slice(path.indexOf(code)), code];
    if (done.has(code)) return undefined;
    for (const other of dependencies.get(code) ?? []) {
      const found = search(other, [...path, code]);
      if (found) return found;
    }
    done.add(code);
    return undefined;
  };
  for (const { code } of tasks) {
    const found = search(code, []);
    if (found) return [found];
  }
  return [];
}
