import { useText } from '../shared/text.ts'

/** A platform of the program has its word here; another one is shown by the name it came with. */
export function usePlatformName(): (code: string, name: string) => string {
  const text = useText('permissionConsole')
  return (code, name) => {
    if (code === 'merchant' || code === 'operator' || code === 'permission') return text(`platform.${code}`)
    return name
  }
}
