import { hasKeyboard } from './where.ts'

/** A key's name beside what it does; phones have no such keys. */
export function KeyCap({ children }: { children: string }) {
  if (!hasKeyboard()) return null
  return <kbd className="counter-key">{children}</kbd>
}
