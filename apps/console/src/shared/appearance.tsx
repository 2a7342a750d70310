import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { loadLanguage, rememberedLanguage, type Language } from './messages/index.ts'
import { antdThemeOf, palettes, type Scheme } from './theme.ts'

export type SchemeChoice = Scheme | 'system'

type Appearance = {
  scheme: Scheme
  choice: SchemeChoice
  chooseScheme: (choice: SchemeChoice) => void
  language: Language
  chooseLanguage: (language: Language) => Promise<void>
}

const AppearanceContext = createContext<Appearance | undefined>(undefined)

export function useAppearance(): Appearance {
  const appearance = use(AppearanceContext)
  if (!appearance) throw new Error('useAppearance needs AppearanceProvider')
  return appearance
}

const schemeKey = 'sesame.scheme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')

function rememberedScheme(): SchemeChoice {
  const kept = localStorage.getItem(schemeKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function useScheme() {
  const [choice, setChoice] = useState<SchemeChoice>(rememberedScheme)
  const [isSystemDark, setSystemDark] = useState(systemDark.matches)
  useEffect(() => {
    const listen = (event: MediaQueryListEvent) => setSystemDark(event.matches)
    systemDark.addEventListener('change', listen)
    return () => systemDark.removeEventListener('change', listen)
  }, [])
  const chooseScheme = (next: SchemeChoice) => {
    localStorage.setItem(schemeKey, next)
    setChoice(next)
  }
  const scheme: Scheme = choice === 'system' ? (isSystemDark ? 'dark' : 'light') : choice
  return { scheme, choice, chooseScheme }
}

function useLanguage() {
  const [language, setLanguage] = useState<Language>(rememberedLanguage)
  const chooseLanguage = async (next: Language) => {
    await loadLanguage(next)
    localStorage.setItem('sesame.language', next)
    setLanguage(next)
  }
  return { language, chooseLanguage }
}

/** Gives every page one look and one language: antd, charts, dates and the document itself follow. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { scheme, choice, chooseScheme } = useScheme()
  const { language, chooseLanguage } = useLanguage()
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')

  useEffect(() => {
    const root = document.documentElement
    root.lang = language === 'zh' ? 'zh-CN' : 'en'
    root.style.colorScheme = scheme
    root.style.setProperty('--sesame-primary', palettes[scheme].primary)
    root.style.setProperty('--sesame-surface', palettes[scheme].surface)
    root.style.setProperty('--sesame-on-primary', palettes[scheme].onPrimary)
    root.style.setProperty('--sesame-line', palettes[scheme].line)
    root.style.setProperty('--sesame-risk', palettes[scheme].tones.risk.text)
    document.body.style.background = palettes[scheme].page
  }, [language, scheme])

  const value = { scheme, choice, chooseScheme, language, chooseLanguage }
  const theme = useMemo(() => antdThemeOf(scheme), [scheme])
  return (
    <AppearanceContext value={value}>
      <ConfigProvider
        theme={theme}
        locale={language === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
      >
        <AntApp style={{ minHeight: '100%' }}>{children}</AntApp>
      </ConfigProvider>
    </AppearanceContext>
  )
}
