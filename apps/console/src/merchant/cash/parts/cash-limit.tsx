import { cashRoutes } from '@sesame/contract/cash'
import { Checkbox, Flex } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useText } from '../../../shared/text.ts'
import type { CashHolder } from './cash-types.ts'

/** A person's own limit, or the merchant's again. */
export function CashLimit({ holder }: { holder: CashHolder }) {
  const text = useText('cash')
  const common = useText('common')
  const set = useCommand(cashRoutes.setCashLimit, { quiet: true })
  const [isDefault, setDefault] = useState(!holder.hasOwnLimit)
  const [limitFen, setLimit] = useState<number | null>(holder.limitFen)
  const body = { limitFen: isDefault ? null : limitFen }
  return (
    <ConfirmButton
      label={text('limit.set')}
      title={text('limit.title', { name: holder.name })}
      hint={text('rule.hint')}
      confirmLabel={common('save')}
      ready={isDefault || limitFen !== null}
      button={{ size: 'small' }}
      onConfirm={() => set.send({ params: { staffId: holder.staffId }, body })}
    >
      <Flex vertical gap={12}>
        <Checkbox checked={isDefault} onChange={({ target }) => setDefault(target.checked)}>
          {text('limit.default')}
        </Checkbox>
        {!isDefault && <MoneyInput value={limitFen} onChange={setLimit} aria-label={text('limit')} />}
      </Flex>
    </ConfirmButton>
  )
}
