import { useState } from 'react'
import { View } from '@tarojs/components'
import { undoRedemption } from '../../api/staff'
import { Action } from '../../shared/action'
import { OpenCardFace } from '../../shared/card-face'
import { confirm, goBack, goInstead } from '../../shared/go'
import { Icon } from '../../shared/icon'
import { Empty } from '../../shared/notices'
import { Shell } from '../../shared/shell'
import { useCommand } from '../../shared/use-command'
import { lastOutcome, rememberOutcome } from '../reading'
import { redemptionText } from '../redemption-text'
import { undoReason, useUndoable } from '../use-undoable'
import './index.scss'

const words = {
  done: '核销成功',
  undone: '已撤销',
  next: '继续扫码',
  today: '今日核销',
  undo: '撤销这一笔',
  undoHint: '用掉的会原样退回卡里。',
  none: '没有刚完成的核销',
}

export default function Result() {
  const [outcome, setOutcome] = useState(lastOutcome)
  const undoable = useUndoable(outcome?.redemption)
  const undo = useCommand(async (key) => {
    if (outcome === undefined) return
    const undone = await undoRedemption(outcome.redemption.id, undoReason, key)
    rememberOutcome(undone)
    setOutcome(undone)
  })

  async function askAndUndo() {
    if (outcome === undefined) return
    const content = `${redemptionText(outcome.redemption)}\n${words.undoHint}`
    if (await confirm(words.undo, content, '撤销')) await undo.run()
  }

  if (outcome === undefined) return <Empty title={words.none} icon="scan" />
  const undone = outcome.redemption.state === 'undone'
  return (
    <Shell>
      <View className="result">
        <View className={`result-icon ${undone ? 'result-undone' : ''}`}>
          <Icon name={undone ? 'refresh' : 'done'} size="fill" />
        </View>
        <View className="title">{undone ? words.undone : words.done}</View>
        <View>{redemptionText(outcome.redemption)}</View>
      </View>
      <OpenCardFace card={outcome.card} />
      <Action onPress={() => goBack('me')}>{words.next}</Action>
      <Action look="quiet" onPress={() => goInstead('staff/today')}>
        {words.today}
      </Action>
      {undoable && (
        <Action look="risk" busy={undo.busy} onPress={askAndUndo}>
          {words.undo}
        </Action>
      )}
    </Shell>
  )
}
