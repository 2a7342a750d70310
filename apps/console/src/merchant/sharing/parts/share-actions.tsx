import { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import { Button } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Share } from './share-types.ts'

/** Ask the channel; and for one that it declined, once more or not at all. */
export function ShareActions({ share }: { share: Share }) {
  const text = useText('sharing')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const query = useCommand(profitSharingRoutes.queryShare)
  const resolve = useCommand(profitSharingRoutes.resolveShare, { quiet: true })
  const params = { shareId: share.id }
  const open = share.lines.filter(({ state }) => state === 'pending')
  const amountFen = open.reduce((sum, line) => sum + line.amountFen, 0)
  const facts = [{ label: text('amount'), value: <Money fen={amountFen} />, strong: true }]
  const decide = async (how: 'again' | 'give-up') => {
    await resolve.send({ params, body: { how } })
    notice.done(text('resolve.done'))
  }
  const ask = async () => {
    await query.send({ params })
    notice.done(text('query.done'))
  }
  if (share.state === 'sharing' || share.state === 'unfreezing')
    return (
      <Button loading={query.sending} onClick={() => void ask().catch(() => undefined)}>
        {text('query')}
      </Button>
    )
  if (share.state !== 'abnormal' || !can('sharing.edit')) return null
  return (
    <>
      <ConfirmButton
        label={text('give-up')}
        title={text('give-up.title', { amount: `¥${yuanText(amountFen)}` })}
        facts={facts}
        danger
        onConfirm={() => decide('give-up')}
      />
      <ConfirmButton
        label={text('again')}
        title={text('again.title')}
        facts={facts}
        button={{ type: 'primary' }}
        onConfirm={() => decide('again')}
      />
    </>
  )
}
