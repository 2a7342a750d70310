import type { Pool } from 'pg'
import type { Compose } from '../../http/compose.ts'
import type { SettableClock } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { openNoticeDoor } from './notice-door.ts'
import type { NoticeDoor } from './notice-door.ts'
import type { SandboxControl } from './sandbox-control.ts'

/**
 * The outside and the time in it. Each merchant lives by a clock of its own, so that several can be told of at once;
 * the sandbox has one, so whoever talks with a channel has it for themselves meanwhile.
 */
export type DemoWorld = {
  sandbox: SandboxControl
  queue: Pool
  door: NoticeDoor
  /** What a merchant's flows are given: everything shared but the clock. */
  partsBy(clock: SettableClock): Compose
  /** With the channels' clock at this instant, and nobody else talking to them. */
  atChannels<T>(at: Date, work: (outside: Compose) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type WorldOptions = {
  parts: Compose
  channelClock: SettableClock
  queue: Pool
  sandbox: SandboxControl
}

/** `parts` runs by `channelClock`. */
export async function openWorld({ parts, channelClock, queue, sandbox }: WorldOptions): Promise<DemoWorld> {
  let outside = parts
  const door = await openNoticeDoor(() => outside)
  const config = { ...parts.config, http: { ...parts.config.http, publicUrl: door.url } }
  outside = withClock({ ...parts, config }, channelClock)

  let last: Promise<unknown> = Promise.resolve()
  async function atChannels<T>(at: Date, work: (outside: Compose) => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      channelClock.set(at)
      await sandbox.put('/api/clock', { now: at.toISOString() })
      return work(outside)
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    sandbox,
    queue,
    door,
    partsBy: (clock) => withClock(outside, clock),
    atChannels,
    close: () => door.close(),
  }
}

function withClock(parts: Compose, clock: SettableClock): Compose {
  return { ...parts, db: { ...parts.db, clock, newId: () => newId(clock.now()) } }
}
