import type { Command } from 'commander';
import { WorkflowsDashboard } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { grouped } from '../format/table.calc.ts';

/** What calls for somebody, in a few lines. */
export function addDashboardCommand(program: Command, context: () => Context): void {
  program.command('dashboard').description('what calls for somebody').action(() => dashboard(context()));
}

async function dashboard({ api, terminal }: Context): Promise<void> {
  const shown = await api.call('/api/v1/workflows/dashboard', WorkflowsDashboard);
  const { workflows, myTasks, documents, deadlines, compliance } = shown;
  terminal.result(shown, () =>
    [
      `workflows   ${grouped(workflows.active)} active, ${grouped(workflows.late)} late`,
      `my tasks    ${grouped(myTasks.open)} open, ${grouped(myTasks.late)} late`,
      ...(deadlines ? [`deadlines   ${grouped(deadlines.overdue)} overdue, ${grouped(deadlines.dueWithin30Days)} due within 30 days`] : []),
      ...(documents ? [`documents   ${grouped(documents.toReview)} to review`] : []),
      ...(compliance ? [`compliance  ${compliance.meanScorePercent === null ? 'no plants' : `${compliance.meanScorePercent} % of ${grouped(compliance.plants)} plants, ${grouped(compliance.alerts)} call for attention`}`] : []),
    ].join('\n'),
  );
}
