import { PlusOutlined } from '@ant-design/icons'
import { profitSharingRoutes, type SharingRule } from '@sesame/contract/profit-sharing'
import type { Static } from '@sesame/contract/schema'
import { Button, Flex, Typography } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { percentText } from './percent.ts'

type Rule = Static<typeof SharingRule>

/** One tile for each account that can share: on or off, and who gets how much. */
export function RuleTiles({ onAdd }: { onAdd: (channelAccountId: string) => void }) {
  const text = useText('sharing')
  const query = useQueryOf(profitSharingRoutes.listSharingRules, {})
  return (
    <Answered query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <div className="sesame-panel">
            <EmptyLook hint={text('rules.none')} />
          </div>
        ) : (
          <Flex gap={12} wrap style={{ marginBottom: 12 }}>
            {items.map((rule) => (
              <Tile key={rule.channelAccountId} rule={rule} onAdd={() => onAdd(rule.channelAccountId)} />
            ))}
          </Flex>
        )
      }
    </Answered>
  )
}

function Tile({ rule, onAdd }: { rule: Rule; onAdd: () => void }) {
  const text = useText('sharing')
  const { can } = useSession('merchant')
  const total = rule.receivers.reduce((sum, { basisPoints }) => sum + basisPoints, 0)
  return (
    <div className="sesame-panel" style={{ flex: '1 1 320px', maxWidth: 520 }}>
      <Flex justify="space-between" align="center" gap={8}>
        <Typography.Text strong>{rule.name}</Typography.Text>
        <ToneTag tone={rule.enabled ? 'own' : 'neutral'}>{text(rule.enabled ? 'on' : 'off')}</ToneTag>
      </Flex>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12, marginBottom: 8 }}>
        {text(`custody.${rule.custody}`)}
      </Typography.Paragraph>
      {rule.receivers.length === 0 && (
        <Typography.Text type="secondary">{text('receivers.none')}</Typography.Text>
      )}
      {rule.receivers.map((receiver) => (
        <Flex key={receiver.id} justify="space-between" align="center" gap={8} style={{ minHeight: 36 }}>
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            {receiver.name} <Typography.Text type="secondary">{receiver.account}</Typography.Text>
          </span>
          <Flex align="center" gap={4}>
            {percentText(receiver.basisPoints)}
            {can('sharing.edit') && <Remove id={receiver.id} name={receiver.name} />}
          </Flex>
        </Flex>
      ))}
      {rule.receivers.length > 1 && (
        <Flex justify="space-between" style={{ minHeight: 28 }}>
          <Typography.Text type="secondary">{text('receivers.total')}</Typography.Text>
          {percentText(total)}
        </Flex>
      )}
      {can('sharing.edit') && (
        <Flex gap={8} justify="flex-end" wrap style={{ marginTop: 8 }}>
          <Button icon={<PlusOutlined />} onClick={onAdd}>
            {text('receiver.add')}
          </Button>
          {(rule.enabled || rule.receivers.length > 0) && <Turn rule={rule} />}
        </Flex>
      )}
    </div>
  )
}

function Turn({ rule }: { rule: Rule }) {
  const text = useText('sharing')
  const notice = useNotice()
  const set = useCommand(profitSharingRoutes.setSharingRule, { quiet: true })
  const way = rule.enabled ? 'turn.off' : 'turn.on'
  return (
    <ConfirmButton
      label={text(way)}
      title={text(`${way}.title`, { name: rule.name })}
      hint={text('turn.hint')}
      facts={rule.receivers.map(({ name, basisPoints }) => ({
        label: name,
        value: percentText(basisPoints),
      }))}
      danger={rule.enabled}
      button={rule.enabled ? {} : { type: 'primary' }}
      onConfirm={async () => {
        const params = { channelAccountId: rule.channelAccountId }
        await set.send({ params, body: { enabled: !rule.enabled } })
        notice.done(text('resolve.done'))
      }}
    />
  )
}

function Remove({ id, name }: { id: string; name: string }) {
  const text = useText('sharing')
  const notice = useNotice()
  const remove = useCommand(profitSharingRoutes.removeReceiver, { quiet: true })
  return (
    <ConfirmButton
      label={text('receiver.remove')}
      title={text('receiver.remove.title', { name })}
      hint={text('receiver.remove.hint')}
      danger
      button={{ type: 'text', size: 'small' }}
      onConfirm={async () => {
        await remove.send({ params: { receiverId: id } })
        notice.done(text('receiver.removed'))
      }}
    />
  )
}
