import { BulbOutlined, GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Dropdown, Flex } from 'antd'
import { useAppearance, type SchemeChoice } from '../appearance.tsx'
import type { Language } from '../messages/index.ts'
import { useText } from '../text.ts'

const icons: Record<SchemeChoice, React.ReactNode> = {
  light: <SunOutlined />,
  dark: <MoonOutlined />,
  system: <BulbOutlined />,
}

/** Language and light or dark, remembered on this device. */
export function AppearanceButtons() {
  const text = useText('layout')
  const { choice, chooseScheme, language, chooseLanguage } = useAppearance()
  return (
    <Flex gap={2}>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [language],
          items: [
            { key: 'zh', label: '中文' },
            { key: 'en', label: 'English' },
          ],
          onClick: ({ key }) => void chooseLanguage(key as Language),
        }}
      >
        <Button
          type="text"
          icon={<GlobalOutlined />}
          aria-label={text('language')}
          title={text('language')}
        />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [choice],
          items: (['light', 'dark', 'system'] as const).map((key) => ({
            key,
            icon: icons[key],
            label: text(`theme.${key}`),
          })),
          onClick: ({ key }) => chooseScheme(key as SchemeChoice),
        }}
      >
        <Button type="text" icon={icons[choice]} aria-label={text('theme')} title={text('theme')} />
      </Dropdown>
    </Flex>
  )
}
