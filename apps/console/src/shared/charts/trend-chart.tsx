import { useMemo } from 'react'
import { useAppearance } from '../appearance.tsx'
import { yuanText } from '../money.ts'
import { palettes, type Tone } from '../theme.ts'
import { Chart } from './chart.tsx'

export type TrendSeries = {
  name: string
  tone: Tone
  values: number[]
  kind?: 'line' | 'bar'
  unit: 'fen' | 'count'
}
export type TrendChartProps = { days: string[]; series: TrendSeries[]; height?: number; label: string }

/** Figures by day. Money and counts get an axis each. */
export function TrendChart({ days, series, height = 260, label }: TrendChartProps) {
  const { scheme } = useAppearance()
  const option = useMemo(() => optionOf(days, series, scheme), [days, series, scheme])
  return <Chart option={option} height={height} label={label} />
}

function optionOf(days: string[], series: TrendSeries[], scheme: 'light' | 'dark') {
  const units = [...new Set(series.map((line) => line.unit))]
  const tones = palettes[scheme].tones
  return {
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: days.map((day) => day.slice(5)),
      boundaryGap: series.some((s) => s.kind === 'bar'),
    },
    yAxis: units.map((unit) => ({
      type: 'value',
      splitLine: { show: unit === units[0] },
      axisLabel: { formatter: (value: number) => (unit === 'fen' ? shortYuan(value) : String(value)) },
      minInterval: 1,
    })),
    series: series.map((line) => ({
      name: line.name,
      type: line.kind ?? 'line',
      yAxisIndex: units.indexOf(line.unit),
      data: line.values,
      smooth: 0.25,
      showSymbol: false,
      barMaxWidth: 18,
      itemStyle: { color: tones[line.tone].solid, borderRadius: [4, 4, 0, 0] },
      lineStyle: { width: 2.5 },
      ...(line.kind === 'bar' ? {} : { areaStyle: { color: tones[line.tone].solid, opacity: 0.08 } }),
      tooltip: {
        valueFormatter: (value: number) => (line.unit === 'fen' ? `¥${yuanText(value)}` : String(value)),
      },
    })),
  }
}

/** An axis is read at a glance: 12000 yuan is 1.2万. */
function shortYuan(fen: number): string {
  const yuan = fen / 100
  return Math.abs(yuan) >= 10_000 ? `${Number((yuan / 10_000).toFixed(1))}万` : String(Math.round(yuan))
}
