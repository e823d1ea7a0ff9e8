import type { Command } from 'commander';
import { ApplicableTemplates, workflowPhases, WorkflowTemplate, WorkflowTemplateList } from '@kairos/contracts';
import { Option } from 'commander';
import type { Context } from '../context.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantIdOf } from './plant-named.ts';

const path = '/api/v1/workflows/workflow-templates';

/** Templates of workflows: all, those for a plant, and what stands in one. */
export function addWorkflowTemplatesCommands(program: Command, context: () => Context): void {
  const templates = program.command('workflow-templates').description('how practices go');
  const phase = new Option('--phase <name>').choices(workflowPhases);
  templates.command('list', { isDefault: true }).description('list workflow templates').addOption(phase).action((options: { phase?: string }) => list(context(), options));
  templates
    .command('applicable')
    .description('list what applies to a plant, and why the others do not')
    .requiredOption('--plant <codeOrId>')
    .addOption(phase)
    .action((options: { plant: string; phase?: string }) => applicable(context(), options));
  templates
    .command('show <id>')
    .description('show the stages and tasks of a template')
    .option('--template-version <n>', 'the newest unless named', countOption)
    .action((id: string, options: { templateVersion?: number }) => show(context(), id, options.templateVersion));
}

async function list({ api, terminal }: Context, { phase }: { phase?: string }): Promise<void> {
  const { items } = await api.call(path, WorkflowTemplateList, { query: { phase } });
  terminal.result(items, () =>
    [
      table(items, [
        { title: 'id', value: ({ id }) => id },
        { title: 'versions', value: ({ versions }) => versions.join(', '), align: 'right' },
        { title: 'days', value: ({ durationDays }) => String(durationDays), align: 'right' },
        { title: 'tasks', value: ({ taskCount }) => String(taskCount), align: 'right' },
        { title: 'phase', value: (template) => template.phase ?? '—' },
        { title: 'title', value: ({ title }) => title.en, maxWidth: 60 },
      ]),
      `${grouped(items.length)} templates`,
    ].join('\n'),
  );
}

async function applicable({ api, terminal }: Context, { plant, phase }: { plant: string; phase?: string }): Promise<void> {
  const found = await api.call(`${path}/applicable`, ApplicableTemplates, { query: { plantId: await plantIdOf(api, plant), phase } });
  terminal.result(found, () =>
    [
      table(found.items, [
        { title: 'id', value: ({ id }) => id },
        { title: '', value: ({ chosenFirst }) => (chosenFirst ? 'to take' : '') },
        { title: 'phase', value: (template) => template.phase ?? '—' },
        { title: 'tasks', value: ({ tasks }) => `${tasks.filter(({ applies }) => applies).length} of ${tasks.length}`, align: 'right' },
        { title: 'title', value: ({ title }) => title.en, maxWidth: 60 },
      ]),
      ...found.excluded.map(({ id, unmet }) => `not ${id}: ${printable(unmet.join('; ') || 'an excluding condition holds')}`),
    ].join('\n'),
  );
}

async function show({ api, terminal }: Context, id: string, version: number | undefined): Promise<void> {
  const template = await api.call(`${path}/${encodeURIComponent(id)}${version ? `/versions/${version}` : ''}`, WorkflowTemplate);
  const tasks = template.stages.flatMap((stage) => stage.tasks.map((task) => ({ stage: stage.title.en, ...task })));
  terminal.result(template, () =>
    [
      `${printable(template.title.en)}, version ${template.version}, ${template.durationDays} days`,
      table(tasks, [
        { title: 'stage', value: ({ stage }) => stage, maxWidth: 30 },
        { title: 'task', value: ({ title }) => title.en, maxWidth: 44 },
        { title: 'code', value: ({ code }) => code },
        { title: 'days', value: ({ durationDays }) => String(durationDays), align: 'right' },
        { title: 'after', value: ({ dependsOn }) => dependsOn.join(', ') },
        { title: 'authority', value: ({ authority }) => authority ?? '—' },
      ]),
    ].join('\n'),
  );
}
