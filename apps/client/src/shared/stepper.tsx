import { View } from '@tarojs/components'

type Props = { count: number; most: number; onChange: (count: number) => void }

export function Stepper({ count, most, onChange }: Props) {
  return (
    <View className="step">
      <View
        className={`step-button ${count <= 1 ? 'step-button-off' : ''}`}
        ariaRole="button"
        ariaLabel="减少"
        onClick={() => count > 1 && onChange(count - 1)}
      >
        −
      </View>
      <View className="step-count">{count}</View>
      <View
        className={`step-button ${count >= most ? 'step-button-off' : ''}`}
        ariaRole="button"
        ariaLabel="增加"
        onClick={() => count < most && onChange(count + 1)}
      >
        +
      </View>
    </View>
  )
}
