import type { ChartSeries, ChartTone, Drawing } from './chart-drawing.ts';

export type ChartColours = Record<ChartTone | 'ink' | 'quiet' | 'grid' | 'paper' | 'pointer', string>;
const font = { fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif", fontSize: 12 };
const widestBarPx = 48;
const [amounts, shares, fills] = [0, 1, 2];

/** A drawing as ECharts takes it. Tooltips are drawn too: elements with styles of their own would be refused by the policy of the page. */
export function chartOption({ places, series, amount, share, tell, together = false, target, most }: Drawing, colours: ChartColours) {
  const label = { ...font, color: colours.quiet };
  const axis = (formatter: (value: number) => string, more: object = {}) => ({ type: 'value' as const, axisLabel: { ...label, formatter }, splitLine: { lineStyle: { color: colours.grid } }, ...more });
  return {
    animation: false,
    textStyle: { ...font, color: colours.ink },
    grid: { left: 4, right: share ? 4 : 12, top: 36, bottom: 4, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const },
    legend: { type: 'scroll' as const, pageIconColor: colours.ink, pageIconInactiveColor: colours.grid, pageTextStyle: label, top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { ...font, color: colours.ink }, inactiveColor: colours.quiet, data: series.map(({ name }) => name) },
    tooltip: {
      trigger: 'axis' as const, renderMode: 'richText' as const, confine: true, backgroundColor: colours.paper, borderColor: colours.grid, textStyle: { ...font, color: colours.ink },
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: colours.pointer, opacity: 0.6 } },
      formatter: (over: unknown) => tell((over as { dataIndex: number }[])[0]?.dataIndex ?? 0).join('\n'),
    },
    xAxis: { type: 'category' as const, data: [...places], axisLabel: { ...label, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.grid } } },
    yAxis: [axis(amount, most === undefined ? {} : { max: most }), axis(share ?? String, { show: share !== undefined, min: 0, splitLine: { show: false } }), axis(String, { show: false, min: 0, max: 1 })],
    series: series.map((one) => ({ ...seriesOption(one, together, colours), ...(one.share && target ? { markLine: aim(target, colours) } : {}) })),
  };
}

function seriesOption({ name, kind, tone, values, share, fills: isFilling }: ChartSeries, together: boolean, colours: ChartColours) {
  const common = { name, data: [...values], itemStyle: { color: colours[tone] }, yAxisIndex: isFilling ? fills : share ? shares : amounts, emphasis: { disabled: true } };
  if (kind === 'line') return { ...common, type: 'line' as const, symbolSize: 6, lineStyle: { color: colours[tone], width: 2 } };
  return { ...common, type: 'bar' as const, ...(together ? { barGap: '-100%', barWidth: '86%' } : { barMaxWidth: widestBarPx }) };
}

const aim = ({ share, name }: { share: number; name: string }, colours: ChartColours) => ({
  silent: true, symbol: 'none', lineStyle: { color: colours.quiet, type: 'dashed' as const }, label: { ...font, color: colours.quiet, formatter: name, position: 'insideEndTop' as const }, data: [{ yAxis: share }],
});
