import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, registerTheme, use as register, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../appearance.tsx'
import { chartThemeOf } from '../theme.ts'

register([
  BarChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
])
registerTheme('sesame-light', chartThemeOf('light'))
registerTheme('sesame-dark', chartThemeOf('dark'))

export type ChartProps = {
  option: EChartsCoreOption
  height: number
  /** What the picture says, for those who do not see it. */
  label: string
  onPick?: (picked: { kind: string; name: string; value: unknown }) => void
}

/** An ECharts picture that follows theme and width. */
export function Chart({ option, height, label, onPick }: ChartProps) {
  const { scheme } = useAppearance()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | undefined>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    const element = place.current
    if (!element) return
    const made = init(element, `sesame-${scheme}`, { renderer: 'svg' })
    chart.current = made
    made.on('click', (event) => {
      pick.current?.({
        kind: String(event['dataType'] ?? event.componentType),
        name: event.name,
        value: event.data,
      })
    })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [scheme])

  useEffect(() => {
    chart.current?.setOption({ animation: false, aria: { enabled: true }, ...option }, { notMerge: true })
  }, [option, scheme])

  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height }} />
}
