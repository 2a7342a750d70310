import { View } from '@tarojs/components'
import { CodeDisplay } from '../../shared/code-display'
import { Loading } from '../../shared/notices'
import { Action } from '../../shared/action'
import { useCardCode } from './use-card-code'

const words = {
  hint: '到店出示，由店员扫码',
  left: (seconds: number) => `${seconds} 秒后换新`,
  lost: '没能取到新的码',
  again: '再取一次',
}

export function CardCodePanel({ cardId, onRenewed }: { cardId: string; onRenewed: () => void }) {
  const { code, secondsLeft, problem, again } = useCardCode(cardId, onRenewed)
  return (
    <View className="panel card-code">
      {code !== undefined && <CodeDisplay content={code} />}
      {code === undefined && problem === undefined && <Loading />}
      {problem === undefined ? (
        <View className="soft small figures">
          {words.hint}
          {code === undefined ? '' : ` · ${words.left(secondsLeft)}`}
        </View>
      ) : (
        <View className="centre">
          <View className="soft small card-lost">
            {problem.message === '' ? words.lost : problem.message}
          </View>
          <Action small look="second" onPress={again}>
            {words.again}
          </Action>
        </View>
      )}
    </View>
  )
}
