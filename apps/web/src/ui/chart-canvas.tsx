import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { usePrinting } from '../lib/printing.ts';
import type { Drawing } from './chart-drawing.ts';
import { chartOption, type ChartColours } from './chart-option.ts';
import classes from './chart.module.css';

register([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

/** The drawing itself, with its tooltip at a place that the keys have led to. */
export function ChartCanvas({ drawing, at }: { drawing: Drawing; at: number | undefined }) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const [scheme, printing] = [useComputedColorScheme('light'), usePrinting()];
  const dark = scheme === 'dark' && !printing;
  useEffect(() => {
    if (!frame.current) return;
    const drawn = init(frame.current);
    chart.current = drawn;
    const sizes = new ResizeObserver(() => drawn.resize());
    sizes.observe(frame.current);
    return () => {
      sizes.disconnect();
      drawn.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(chartOption(drawing, coloursNow(dark)), { notMerge: true });
  }, [drawing, dark]);
  useEffect(() => {
    chart.current?.dispatchAction(at === undefined ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: at });
  }, [at]);
  return <div ref={frame} className={classes.canvas} aria-hidden />;
}

/** The colours of the theme as they are now: a canvas knows no variables. */
function coloursNow(dark: boolean): ChartColours {
  const styles = getComputedStyle(document.body);
  const colour = (variable: string) => styles.getPropertyValue(variable).trim();
  return {
    well: colour('--well'), main: colour('--mantine-primary-color-filled'), beside: colour(dark ? '--mantine-color-slate-6' : '--mantine-color-slate-3'), line: colour('--due'), due: colour('--due'), overdue: colour('--overdue'),
    ink: colour('--ink'), quiet: colour('--ink-quiet'), grid: colour('--line'), paper: colour('--paper'), pointer: colour('--selected'), shade: colour('--due-ground'),
  };
}
