import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as addParts } from "echarts/core";
import type { EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { readToken, useIsDark } from "../app/appearance.tsx";
import type { Format } from "../app/format.ts";
import { useMessages } from "../app/language.tsx";
import { useFormat } from "../app/session.tsx";
import type { Messages } from "../messages/messages.ts";
import "./days-chart.css";

addParts([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface DayFigures {
  readonly day: string;
  readonly joins: number;
  readonly leaves: number;
  readonly messages: number;
  readonly activeMembers: number;
}

/** Above: messages and who spoke. Below: who came, and under the axis who left. Loaded only where it is drawn. */
export function DaysChart({ label, days }: { label: string; days: readonly DayFigures[] }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const t = useMessages();
  const format = useFormat();
  const isDark = useIsDark();
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current, null, { renderer: "svg" });
    chart.setOption(buildOption(days, t, format));
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [days, t, format, isDark]);
  return <div ref={box} className="days-chart" role="img" aria-label={label} />;
}

function buildOption(days: readonly DayFigures[], t: Messages, format: Format): EChartsCoreOption {
  const ink = readToken("--ink-2");
  const line = readToken("--line-2");
  const labels = days.map(({ day }) => format.shortDay(day));
  const words = t.chart;
  const xAxis = (gridIndex: number, isShown: boolean) => ({
    type: "category",
    gridIndex,
    data: labels,
    axisLabel: { show: isShown, color: ink, fontSize: 12, hideOverlap: true },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: readToken("--ink-3") }, onZero: true },
  });
  const yAxis = (gridIndex: number, more: object = {}) => ({
    type: "value",
    gridIndex,
    splitNumber: 2,
    minInterval: 1,
    axisLabel: { color: ink, fontSize: 12, formatter: (value: number) => format.number(Math.abs(value)) },
    splitLine: { lineStyle: { color: line } },
    ...more,
  });
  return {
    animation: false,
    textStyle: { fontFamily: readToken("--font") },
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: ink, fontSize: 12 } },
    tooltip: {
      trigger: "axis",
      backgroundColor: readToken("--surface"),
      borderColor: readToken("--line"),
      textStyle: { color: readToken("--ink"), fontSize: 12 },
      valueFormatter: (value: number) => format.number(Math.abs(value)),
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    grid: [
      { top: 32, height: "38%", left: 44, right: 44 },
      { top: "58%", bottom: 24, left: 44, right: 44 },
    ],
    xAxis: [xAxis(0, false), xAxis(1, true)],
    yAxis: [yAxis(0), yAxis(0, { position: "right", splitLine: { show: false } }), yAxis(1)],
    series: buildSeries(days, words),
  };
}

function buildSeries(days: readonly DayFigures[], words: Messages["chart"]): object[] {
  const bar = { type: "bar", barMaxWidth: 28 };
  return [
    { ...bar, name: words.messages, color: readToken("--c7"), data: days.map((day) => day.messages) },
    {
      type: "line",
      name: words.active,
      yAxisIndex: 1,
      color: readToken("--c1"),
      symbolSize: 6,
      data: days.map((day) => day.activeMembers),
    },
    {
      ...bar,
      name: words.joins,
      xAxisIndex: 1,
      yAxisIndex: 2,
      stack: "moves",
      color: readToken("--c3"),
      data: days.map((day) => day.joins),
    },
    {
      ...bar,
      name: words.leaves,
      xAxisIndex: 1,
      yAxisIndex: 2,
      stack: "moves",
      color: readToken("--c2"),
      data: days.map((day) => -day.leaves),
    },
  ];
}
