import { settlementPeriods, settlementReviewRoutes, type SettlementPeriod } from '@sesame/contract/settlement'
import { Button, Form, InputNumber, Segmented } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Row } from './row.ts'

type Values = { period: SettlementPeriod; rate: number; reviewAboveFen: number }

/** What was agreed with the merchant; holds from the next statement and the next withdrawal on. */
export function TermsForm({ row, readOnly }: { row: Row; readOnly: boolean }) {
  const text = useText('settlement')
  const common = useText('common')
  const notice = useNotice()
  const { send, sending } = useCommand(settlementReviewRoutes.editTerms)
  const save = async ({ period, rate, reviewAboveFen }: Values) => {
    const body = { period, reviewAboveFen, feeBasisPoints: Math.round(rate * 100) }
    const saved = await send({ params: { merchantId: row.merchantId }, body }).catch(() => undefined)
    if (saved) notice.done(text('terms.done'))
  }
  return (
    <Form<Values>
      layout="vertical"
      disabled={readOnly}
      requiredMark={false}
      style={{ marginTop: 12 }}
      initialValues={{
        period: row.period,
        rate: row.feeBasisPoints / 100,
        reviewAboveFen: row.reviewAboveFen,
      }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="period" label={text('period')}>
        <Segmented
          options={settlementPeriods.map((period) => ({ value: period, label: text(`period.${period}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="rate"
        label={text('terms.rate')}
        extra={text('terms.rate.hint')}
        rules={[{ required: true }]}
      >
        <InputNumber min={0} max={30} step={0.01} precision={2} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name="reviewAboveFen"
        label={text('terms.review')}
        extra={text('terms.review.hint')}
        rules={[{ required: true }]}
      >
        <MoneyInput />
      </Form.Item>
      {!readOnly && (
        <Button type="primary" htmlType="submit" loading={sending}>
          {common('save')}
        </Button>
      )}
    </Form>
  )
}
