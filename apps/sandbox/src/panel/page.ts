import type { Incoming } from '../listen.ts'
import type { World } from '../world.ts'

export function panelPage(_world: World, _incoming: Incoming): string {
  return '<!doctype html><title>沙箱</title>'
}
