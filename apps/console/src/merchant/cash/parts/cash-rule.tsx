import { cashRoutes, type CashRule as CashRuleSchema } from '@sesame/contract/cash'
import type { Static } from '@sesame/contract/schema'
import { Button, Checkbox, Flex, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type Rule = Static<typeof CashRuleSchema>

/** How much cash anybody may hold, and whether two persons hand it over. */
export function CashRule({ rule }: { rule: Rule | undefined }) {
  const text = useText('cash')
  const notice = useNotice()
  const save = useCommand(cashRoutes.setCashRule)
  const [draft, setDraft] = useState<Rule | undefined>(undefined)
  const submit = async () => {
    if (!draft) return
    await save.send({ body: draft })
    notice.done(text('rule.saved'))
    setDraft(undefined)
  }
  return (
    <>
      <Button disabled={!rule} onClick={() => setDraft(rule)}>
        {text('rule')}
      </Button>
      <Modal
        open={draft !== undefined}
        title={text('rule')}
        onCancel={() => setDraft(undefined)}
        onOk={() => void submit().catch(() => undefined)}
        confirmLoading={save.sending}
        width={440}
        destroyOnHidden
      >
        {draft && (
          <Flex vertical gap={14}>
            <Typography.Text type="secondary">{text('rule.hint')}</Typography.Text>
            <label>
              <Typography.Text type="secondary">{text('rule.limit')}</Typography.Text>
              <MoneyInput
                value={draft.limitFen}
                onChange={(fen) => fen !== null && setDraft({ ...draft, limitFen: fen })}
              />
            </label>
            <Checkbox
              checked={draft.twoPersons}
              onChange={({ target }) => setDraft({ ...draft, twoPersons: target.checked })}
            >
              {text('rule.two')}
            </Checkbox>
          </Flex>
        )}
      </Modal>
    </>
  )
}
