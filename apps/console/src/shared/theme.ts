import { theme as antdTheme, type ThemeConfig } from 'antd'

export type Scheme = 'light' | 'dark'

/** What a colour means: the same in every state, chart and figure. */
export type Tone = 'own' | 'escrow' | 'released' | 'refunded' | 'risk' | 'neutral'

type ToneColours = { solid: string; text: string; soft: string }
type Palette = {
  primary: string
  onPrimary: string
  page: string
  surface: string
  raised: string
  line: string
  text: string
  textSoft: string
  textFaint: string
  tones: Record<Tone, ToneColours>
}

const light: Palette = {
  primary: '#0F7B6C',
  onPrimary: '#FFFFFF',
  page: '#F6F4EE',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  line: '#E6E2D8',
  text: '#1D2522',
  textSoft: '#616963',
  textFaint: '#727A75',
  tones: {
    own: { solid: '#0F7B6C', text: '#0B6A5D', soft: '#E3F1EE' },
    escrow: { solid: '#C98A1B', text: '#8A5A06', soft: '#FBF1DC' },
    released: { solid: '#2F6FDE', text: '#2A62C6', soft: '#E8F0FD' },
    refunded: { solid: '#8A5CD1', text: '#7544BF', soft: '#F2EBFB' },
    risk: { solid: '#D4483B', text: '#BC372B', soft: '#FCEBE9' },
    neutral: { solid: '#9AA29D', text: '#5B6460', soft: '#F0EFEA' },
  },
}

const dark: Palette = {
  primary: '#3FB8A3',
  onPrimary: '#06201C',
  page: '#111413',
  surface: '#191D1B',
  raised: '#212624',
  line: '#303633',
  text: '#E9ECE9',
  textSoft: '#A3ABA6',
  textFaint: '#858D88',
  tones: {
    own: { solid: '#3FB8A3', text: '#5CCBB7', soft: '#17332E' },
    escrow: { solid: '#D9A03A', text: '#E2B04A', soft: '#33280F' },
    released: { solid: '#5B92F0', text: '#7FAAF5', soft: '#16243D' },
    refunded: { solid: '#A57CE3', text: '#B794EC', soft: '#281C3B' },
    risk: { solid: '#E5695D', text: '#F08A7E', soft: '#3B1B18' },
    neutral: { solid: '#7C8580', text: '#A9B1AC', soft: '#262A28' },
  },
}

export const palettes: Record<Scheme, Palette> = { light, dark }

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", Roboto, sans-serif'

const stillness = matchMedia('(prefers-reduced-motion: reduce)')

export function antdThemeOf(scheme: Scheme): ThemeConfig {
  const palette = palettes[scheme]
  return {
    algorithm: scheme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: palette.primary,
      colorLink: palette.tones.own.text,
      colorTextLightSolid: palette.onPrimary,
      colorInfo: palette.tones.released.solid,
      colorSuccess: palette.tones.own.solid,
      colorWarning: palette.tones.escrow.solid,
      colorError: palette.tones.risk.solid,
      // antd's own tints of these colours come out grey.
      colorPrimaryBg: palette.tones.own.soft,
      colorSuccessBg: palette.tones.own.soft,
      colorInfoBg: palette.tones.released.soft,
      colorWarningBg: palette.tones.escrow.soft,
      colorErrorBg: palette.tones.risk.soft,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorderSecondary: palette.line,
      colorTextBase: palette.text,
      colorTextDescription: palette.textSoft,
      colorTextSecondary: palette.textSoft,
      colorTextPlaceholder: palette.textFaint,
      borderRadius: 8,
      fontFamily,
      fontSize: 14,
      wireframe: false,
      // Cutting antd's animations short by a style instead leaves its dropdowns outside the screen.
      motion: !stillness.matches,
    },
    components: {
      Layout: { headerBg: palette.page, siderBg: palette.page, bodyBg: palette.page, headerHeight: 56 },
      Menu: {
        itemBg: 'transparent',
        subMenuItemBg: 'transparent',
        itemSelectedBg: palette.tones.own.soft,
        itemSelectedColor: palette.tones.own.text,
        itemHeight: 38,
      },
      Table: {
        headerBg: 'transparent',
        headerColor: palette.textSoft,
        headerSplitColor: 'transparent',
        cellPaddingBlock: 12,
      },
      Card: { bodyPadding: 20 },
      Tooltip: { colorTextLightSolid: '#FFFFFF' },
    },
  }
}

/** The same palette as an ECharts theme; every chart of the console is drawn with it. */
export function chartThemeOf(scheme: Scheme): Record<string, unknown> {
  const palette = palettes[scheme]
  const axis = {
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.textSoft },
    splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
  }
  const order: Tone[] = ['own', 'escrow', 'released', 'refunded', 'risk', 'neutral']
  return {
    color: order.map((tone) => palette.tones[tone].solid),
    backgroundColor: 'transparent',
    textStyle: { color: palette.text, fontFamily },
    legend: { textStyle: { color: palette.textSoft } },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text },
    },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    sankey: { label: { color: palette.text } },
  }
}
