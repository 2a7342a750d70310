import { InputNumber, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { useNotice } from '../notice.tsx'
import { useText } from '../text.ts'
import { billRoutesOf, type BillAccount, type BillAudience } from './bills.ts'

type FeeRateButtonProps = { audience: BillAudience; account: BillAccount }

/** What was agreed with the channel; empty: the rate that its bill names counts. */
export function FeeRateButton({ audience, account }: FeeRateButtonProps) {
  const text = useText('bills')
  const notice = useNotice()
  const { send } = useCommand(billRoutesOf(audience).saveBillFeeRate, { quiet: true })
  const [percent, setPercent] = useState<number | null>(
    account.feeRate === null ? null : account.feeRate / 1000,
  )
  const save = async () => {
    const rate = percent === null ? null : Math.round(percent * 1000)
    await send({ params: { channelAccountId: account.id }, body: { rate } })
    notice.done(text('rate.done'))
  }
  return (
    <ConfirmButton
      label={text('rate.edit')}
      title={text('rate.title', { name: account.name })}
      hint={text('rate.hint')}
      confirmLabel={text('rate.save')}
      onConfirm={save}
      button={{ type: 'link', size: 'small', style: { paddingInline: 0 } }}
    >
      <label>
        <Flex vertical gap={4}>
          <Typography.Text type="secondary">{text('rate')}</Typography.Text>
          <InputNumber
            value={percent}
            onChange={setPercent}
            min={0}
            max={10}
            step={0.01}
            precision={3}
            suffix="%"
            style={{ width: '100%' }}
          />
        </Flex>
      </label>
    </ConfirmButton>
  )
}
