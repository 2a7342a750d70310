import { useState } from 'react'
import { View } from '@tarojs/components'
import { listRedemptions, undoRedemption } from '../../api/staff'
import type { Redemption } from '../../api/types'
import { Action } from '../../shared/action'
import { DateText } from '../../shared/date-text'
import { dayText } from '../../shared/figures'
import { confirm } from '../../shared/go'
import { Empty } from '../../shared/notices'
import { PagedList } from '../../shared/paged-list'
import { Shell } from '../../shared/shell'
import { useCommand } from '../../shared/use-command'
import { usePages } from '../../shared/use-pages'
import { redemptionText } from '../redemption-text'
import { undoReason, useUndoable } from '../use-undoable'

const words = { none: '今天还没有核销', undone: '已撤销', undo: '撤销', undoHint: '用掉的会原样退回卡里。' }

export default function Today() {
  const [day] = useState(() => dayText(new Date()))
  const redemptions = usePages((cursor) => listRedemptions(day, cursor), [day])
  return (
    <Shell>
      <View className="panel">
        <View className="soft small figures">{day}</View>
        <PagedList pages={redemptions} who="staff" empty={<Empty title={words.none} icon="clock" />}>
          {(redemption) => <One key={redemption.id} redemption={redemption} onUndone={redemptions.again} />}
        </PagedList>
      </View>
    </Shell>
  )
}

function One({ redemption, onUndone }: { redemption: Redemption; onUndone: () => Promise<void> }) {
  const undo = useCommand(async (key) => {
    await undoRedemption(redemption.id, undoReason, key)
    await onUndone()
  })

  const undoable = useUndoable(redemption)

  async function askAndUndo() {
    const content = `${redemption.customerName} ${redemptionText(redemption)}\n${words.undoHint}`
    if (await confirm(words.undo, content, words.undo)) await undo.run()
  }

  return (
    <View className="row">
      <View className="grow">
        <View>{redemptionText(redemption)}</View>
        <View className="soft small">
          <DateText at={redemption.at} as="time" /> · {redemption.customerName} · {redemption.cardNumber}
        </View>
      </View>
      {redemption.state === 'undone' && <View className="tag tone-quiet">{words.undone}</View>}
      {undoable && (
        <Action small look="risk" busy={undo.busy} onPress={askAndUndo}>
          {words.undo}
        </Action>
      )}
    </View>
  )
}
