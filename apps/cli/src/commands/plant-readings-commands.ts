import type { Command } from 'commander';
import { ComponentPage, ReadingGaps, ReadingPage, ReadingSpikes, type ComponentView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantIdOf, plantsPath } from './plant-named.ts';

type OfMeter = { meter?: string; from?: string; to?: string };

/** What the meters of a plant read, and what is missing or implausible of it. */
export function addPlantReadingsCommands(plants: Command, context: () => Context): void {
  ofMeter(plants.command('readings <codeOrId>').description('what a meter of a plant read'))
    .option('--limit <n>', 'how many', countOption, 100)
    .option('--all', 'all of them')
    .action((codeOrId: string, options: OfMeter & { limit: number; all?: true }) => readings(context(), codeOrId, options));
  ofMeter(plants.command('reading-gaps <codeOrId>').description('times of which no reading of a meter tells; the last 31 days unless said')).action((codeOrId: string, options: OfMeter) => gaps(context(), codeOrId, options));
  ofMeter(plants.command('reading-spikes <codeOrId>').description('readings of a meter that are higher than they may be; the last 31 days unless said')).action((codeOrId: string, options: OfMeter) => spikes(context(), codeOrId, options));
}

function ofMeter(command: Command): Command {
  return command.option('--meter <codeOrId>', 'which; needed where a plant has several').option('--from <instant>', 'such as 2026-01-01T00:00:00Z').option('--to <instant>', 'up to then, itself excluded');
}

async function readings({ api, terminal }: Context, codeOrId: string, { meter, limit, all, ...window }: OfMeter & { limit: number; all?: true }): Promise<void> {
  const found = await items(api, await readingsPath(api, codeOrId, meter), ReadingPage, window, all ? undefined : limit);
  terminal.result(found, () =>
    [
      table(found.items, [
        { title: 'starts at', value: ({ startsAt }) => startsAt },
        { title: 'interval', value: ({ interval }) => interval },
        { title: 'kWh', value: ({ energyKwh }) => grouped(energyKwh), align: 'right' },
        { title: 'quality', value: ({ quality }) => quality },
        { title: 'source', value: ({ source }) => source, maxWidth: 40 },
      ]),
      `${grouped(found.items.length)} readings${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function gaps({ api, terminal }: Context, codeOrId: string, { meter, ...query }: OfMeter): Promise<void> {
  const answer = await api.call(`${await readingsPath(api, codeOrId, meter)}/gaps`, ReadingGaps, { query });
  terminal.result(answer, () =>
    [
      table(answer.gaps, [
        { title: 'from', value: ({ startsAt }) => startsAt },
        { title: 'to', value: ({ endsAt }) => endsAt },
        { title: 'minutes', value: ({ minutes }) => grouped(minutes), align: 'right' },
      ]),
      `${told(answer.gaps.length, 'gap', answer.more)}: ${answer.rule}`,
    ].join('\n'),
  );
}

async function spikes({ api, terminal }: Context, codeOrId: string, { meter, ...query }: OfMeter): Promise<void> {
  const answer = await api.call(`${await readingsPath(api, codeOrId, meter)}/spikes`, ReadingSpikes, { query });
  terminal.result(answer, () =>
    [
      table(answer.spikes, [
        { title: 'starts at', value: ({ startsAt }) => startsAt },
        { title: 'kWh', value: ({ energyKwh }) => grouped(energyKwh), align: 'right' },
        { title: 'plausible up to', value: ({ mostKwh }) => grouped(mostKwh), align: 'right' },
        { title: 'because', value: ({ because }) => because },
      ]),
      `${told(answer.spikes.length, 'spike', answer.more)}: ${answer.rule}`,
    ].join('\n'),
  );
}

const told = (count: number, what: string, more: boolean) => `${more ? 'more than ' : ''}${count} ${count === 1 ? what : `${what}s`}`;

async function readingsPath(api: Context['api'], codeOrId: string, meter: string | undefined): Promise<string> {
  const plant = `${plantsPath}/${await plantIdOf(api, codeOrId)}`;
  const found = await items<ComponentView>(api, `${plant}/components`, ComponentPage, { kind: 'meter', removed: 'with' }, undefined);
  return `${plant}/meters/${meterOf(found.items, meter).id}/readings`;
}

/** The meter of an id, or that standing in its place with a code, or one that was taken out; where none is named, the only one in its place. */
function meterOf(meters: readonly ComponentView[], codeOrId: string | undefined): ComponentView {
  if (meters.length === 0) throw new CliError('The plant has no meter.');
  const standing = meters.filter(({ removedOn }) => removedOn === null);
  const coded = (among: readonly ComponentView[]) => among.filter(({ code }) => code === codeOrId);
  const ways = codeOrId === undefined ? [standing] : [meters.filter(({ id }) => id === codeOrId), coded(standing), coded(meters)];
  const [meter, ...others] = ways.find(({ length }) => length > 0) ?? [];
  if (meter && others.length === 0) return meter;
  const named = printable(meters.map(({ id, code, name }) => `${code} (${name}, ${id})`).join(', '));
  throw new CliError(meter || codeOrId === undefined ? `Say which meter by --meter: ${named}.` : `There is no meter ${codeOrId}, but ${named}.`);
}
