import { refundRoutes } from '@sesame/contract/refunds'
import { Button, Checkbox, Flex, Modal, Switch, Typography } from 'antd'
import { useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type Rule = { reviewFromFen: number | null; twoPersons: boolean }

/** From which amount on somebody has to agree to a refund. */
export function RefundRule() {
  const text = useText('refunds')
  const notice = useNotice()
  const { data } = useQueryOf(refundRoutes.getRefundRule, {})
  const save = useCommand(refundRoutes.setRefundRule)
  const [rule, setRule] = useState<Rule | undefined>(undefined)
  const submit = async () => {
    if (!rule) return
    await save.send({ body: rule })
    notice.done(text('rule.saved'))
    setRule(undefined)
  }
  return (
    <>
      <Button disabled={!data} onClick={() => setRule(data)}>
        {text('rule')}
      </Button>
      <Modal
        open={rule !== undefined}
        title={text('rule')}
        onCancel={() => setRule(undefined)}
        onOk={() => void submit()}
        confirmLoading={save.sending}
        width={440}
        destroyOnHidden
      >
        {rule && <RuleFields rule={rule} onChange={setRule} />}
      </Modal>
    </>
  )
}

const firstFen = 100_00

function RuleFields({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const text = useText('refunds')
  const isOn = rule.reviewFromFen !== null
  return (
    <Flex vertical gap={14}>
      <Typography.Text type="secondary">{text('rule.hint')}</Typography.Text>
      <Flex justify="space-between">
        {text('rule.on')}
        <Switch
          aria-label={text('rule.on')}
          checked={isOn}
          onChange={(on) => onChange({ ...rule, reviewFromFen: on ? firstFen : null })}
        />
      </Flex>
      {isOn && (
        <>
          <label>
            <Typography.Text type="secondary">{text('rule.from')}</Typography.Text>
            <MoneyInput
              value={rule.reviewFromFen}
              onChange={(fen) => fen !== null && fen > 0 && onChange({ ...rule, reviewFromFen: fen })}
            />
          </label>
          <Checkbox
            checked={rule.twoPersons}
            onChange={({ target }) => onChange({ ...rule, twoPersons: target.checked })}
          >
            {text('rule.two')}
          </Checkbox>
        </>
      )}
    </Flex>
  )
}
