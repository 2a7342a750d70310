import { DatePicker, Flex, Select, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { useNotice } from '../notice.tsx'
import { useSession } from '../session.ts'
import { useText } from '../text.ts'
import { billRoutesOf, type BillAudience } from './bills.ts'
import { useAccountChoices } from './use-account-choices.ts'

type ReconcileButtonProps = {
  audience: BillAudience
  /** A day that is looked at; without it, any may be chosen. */
  of?: { channelAccountId: string; day: string }
}

/** By hand, for any day: the bill is downloaded anew and compared, which takes a moment. */
export function ReconcileButton({ audience, of }: ReconcileButtonProps) {
  const text = useText('bills')
  const notice = useNotice()
  const { can } = useSession(audience)
  const { send } = useCommand(billRoutesOf(audience).reconcileBillDay, { quiet: true })
  const choices = useAccountChoices(audience)
  const [account, setAccount] = useState<string | undefined>(undefined)
  const [day, setDay] = useState<Dayjs>(() => dayjs().subtract(1, 'day'))
  if (!can('bill.handle')) return null

  const channelAccountId = of?.channelAccountId ?? account ?? choices[0]?.value
  const asked = of?.day ?? day.format('YYYY-MM-DD')
  const run = async () => {
    await send({ params: { channelAccountId: channelAccountId ?? '', day: asked } })
    notice.done(text('reconcile.asked'))
  }
  return (
    <ConfirmButton
      label={text(of ? 'reconcile.again' : 'reconcile')}
      title={of ? text('reconcile.title', { day: of.day }) : text('reconcile')}
      hint={text('reconcile.hint')}
      ready={channelAccountId !== undefined}
      onConfirm={run}
      button={of ? {} : { type: 'primary' }}
    >
      {!of && (
        <Flex vertical gap={12}>
          <label>
            <Typography.Text type="secondary">{text('account')}</Typography.Text>
            <Select
              options={choices}
              value={channelAccountId}
              onChange={setAccount}
              style={{ width: '100%', marginTop: 4 }}
            />
          </label>
          <label>
            <Typography.Text type="secondary">{text('day')}</Typography.Text>
            <DatePicker
              value={day}
              allowClear={false}
              onChange={(chosen: Dayjs | null) => chosen && setDay(chosen)}
              disabledDate={(one: Dayjs) => !one.isBefore(dayjs().startOf('day'))}
              style={{ width: '100%', marginTop: 4 }}
            />
          </label>
        </Flex>
      )}
    </ConfirmButton>
  )
}
