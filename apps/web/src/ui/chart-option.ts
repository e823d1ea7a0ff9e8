import type { ChartSeries, ChartTone, Drawing } from './chart-drawing.ts';

export type ChartColours = Record<ChartTone | 'ink' | 'quiet' | 'grid' | 'paper' | 'pointer' | 'shade', string>;
const font = { fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif", fontSize: 12 };
const widestBarPx = 48;

/** A drawing as ECharts takes it. Tooltips are drawn too: elements with styles of their own would be refused by the policy of the page. */
export function chartOption({ places, series, amount, share, tell, shaded = [], target }: Drawing, colours: ChartColours) {
  const label = { ...font, color: colours.quiet };
  const axis = (formatter: (value: number) => string, more: object = {}) => ({ type: 'value' as const, axisLabel: { ...label, formatter }, splitLine: { lineStyle: { color: colours.grid } }, ...more });
  return {
    animation: false,
    textStyle: { ...font, color: colours.ink },
    grid: { left: 4, right: share ? 4 : 12, top: 36, bottom: 4, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { ...font, color: colours.ink }, inactiveColor: colours.quiet, data: series.map(({ name }) => name) },
    tooltip: {
      trigger: 'axis' as const, renderMode: 'richText' as const, confine: true, backgroundColor: colours.paper, borderColor: colours.grid, textStyle: { ...font, color: colours.ink },
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: colours.pointer, opacity: 0.6 } },
      formatter: (over: unknown) => tell((over as { dataIndex: number }[])[0]?.dataIndex ?? 0).join('\n'),
    },
    xAxis: { type: 'category' as const, data: [...places], axisLabel: { ...label, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.grid } } },
    yAxis: [axis(amount), ...(share ? [axis(share, { min: 0, splitLine: { show: false } })] : [])],
    series: series.map((one, at) => ({ ...seriesOption(one, colours), ...(at === 0 ? { markArea: areas(shaded, colours) } : {}), ...(one.share && target ? { markLine: aim(target, colours) } : {}) })),
  };
}

function seriesOption({ name, kind, tone, values, toneAt, share }: ChartSeries, colours: ChartColours) {
  const data = values.map((value, at) => {
    const own = toneAt?.get(at);
    return own === undefined ? value : { value, itemStyle: { color: colours[own] } };
  });
  const common = { name, data, itemStyle: { color: colours[tone] }, yAxisIndex: share ? 1 : 0 };
  if (kind === 'bar') return { ...common, type: 'bar' as const, barMaxWidth: widestBarPx, emphasis: { disabled: true } };
  return { ...common, type: 'line' as const, symbolSize: 6, lineStyle: { color: colours[tone], width: 2 }, emphasis: { disabled: true } };
}

const areas = (shaded: readonly (readonly [number, number])[], colours: ChartColours) => ({
  silent: true, itemStyle: { color: colours.shade }, data: shaded.map(([from, to]): [{ xAxis: number }, { xAxis: number }] => [{ xAxis: from }, { xAxis: to }]),
});

const aim = ({ share, name }: { share: number; name: string }, colours: ChartColours) => ({
  silent: true, symbol: 'none', lineStyle: { color: colours.quiet, type: 'dashed' as const }, label: { ...font, color: colours.quiet, formatter: name, position: 'insideEndTop' as const }, data: [{ yAxis: share }],
});
