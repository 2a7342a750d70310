import { Checkbox, Flex, Tooltip, Typography } from 'antd'
import { useText } from '../text.ts'
import { useWordOf, type PermissionArea } from './areas.ts'
import './permission-ticks.css'

type PermissionTicksProps = {
  areas: PermissionArea[]
  value?: string[]
  onChange?: (permissions: string[]) => void
  readOnly?: boolean
  /** Whether the person may give it; nobody gives what they lack. */
  mayGive?: (code: string) => boolean
}

/** The permission tree as ticks, area by area; works as a child of Form.Item. */
export function PermissionTicks(props: PermissionTicksProps) {
  const { areas, value = [], onChange, readOnly = false, mayGive = () => true } = props
  const text = useText('permissions')
  const wordOf = useWordOf()
  const chosen = new Set(value)
  const set = (codes: string[], ticked: boolean) => {
    const next = new Set(chosen)
    for (const code of codes) ticked ? next.add(code) : next.delete(code)
    onChange?.([...next])
  }
  return (
    <div className="sesame-ticks">
      {areas.map((area) => {
        const codes = area.permissions.map(({ code }) => code)
        const ticked = codes.filter((code) => chosen.has(code)).length
        return (
          <fieldset key={area.code} className="sesame-frame">
            <legend>
              <Checkbox
                checked={ticked === codes.length}
                indeterminate={ticked > 0 && ticked < codes.length}
                disabled={readOnly || !codes.some(mayGive)}
                onChange={({ target }) => set(codes.filter(mayGive), target.checked)}
              >
                <Typography.Text strong>{wordOf(area)}</Typography.Text>
              </Checkbox>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {ticked} / {codes.length}
              </Typography.Text>
            </legend>
            <Flex wrap gap="4px 20px">
              {area.permissions.map((leaf) => (
                <Tooltip key={leaf.code} title={readOnly || mayGive(leaf.code) ? leaf.code : text('lacking')}>
                  <Checkbox
                    checked={chosen.has(leaf.code)}
                    disabled={readOnly || !mayGive(leaf.code)}
                    onChange={({ target }) => set([leaf.code], target.checked)}
                  >
                    {wordOf(leaf)}
                  </Checkbox>
                </Tooltip>
              ))}
            </Flex>
          </fieldset>
        )
      })}
    </div>
  )
}
