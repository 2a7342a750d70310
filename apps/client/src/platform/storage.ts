import Taro from '@tarojs/taro'

/** What a phone keeps may be refused (private mode, full): then it lasts as long as the page. */
const memory = new Map<string, string>()

export function kept(name: string): string {
  const remembered = memory.get(name)
  if (remembered !== undefined) return remembered
  try {
    const value: unknown = Taro.getStorageSync(name)
    return typeof value === 'string' ? value : ''
  } catch {
    return ''
  }
}

export function keep(name: string, value: string): void {
  memory.set(name, value)
  try {
    Taro.setStorageSync(name, value)
  } catch {
    // The map above still has it.
  }
}
