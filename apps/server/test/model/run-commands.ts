import { settableClock } from '../../src/kernel/clock.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { TestDatabase } from '../database.ts'
import { world } from '../world.ts'
import { attempt, giveUp, notice, refundNotice } from './channel-commands.ts'
import { Pair } from './pair.ts'
import { randomFrom } from './random.ts'
import { stockAtFirst, stockShelf } from './shelf.ts'
import { Sums } from './sums.ts'

type Command = (pair: Pair) => Promise<void> | void

const commands: Record<string, { weight: number; run: Command }> = {
  'order a card': { weight: 8, run: (pair) => pair.order('open') },
  'order a recharge': { weight: 6, run: (pair) => pair.order('recharge') },
  'order goods': { weight: 10, run: (pair) => pair.order('goods') },
  'pay cash': { weight: 9, run: (pair) => pair.payCash() },
  'pay by card': { weight: 5, run: (pair) => pair.payByCard() },
  attempt: { weight: 9, run: attempt },
  notice: { weight: 9, run: (pair) => notice(pair, 'right') },
  'wrong notice': { weight: 1, run: (pair) => notice(pair, 'wrong') },
  'early notice': { weight: 2, run: (pair) => notice(pair, 'early') },
  'use visits': { weight: 12, run: (pair) => pair.use('visits') },
  'use value': { weight: 12, run: (pair) => pair.use('value') },
  'reuse a code': { weight: 2, run: (pair) => pair.reuse() },
  undo: { weight: 6, run: (pair) => pair.undo() },
  refund: { weight: 7, run: (pair) => pair.refund() },
  'refund told': { weight: 6, run: refundNotice },
  'retry refund': { weight: 2, run: (pair) => pair.retry() },
  close: { weight: 2, run: (pair) => pair.close() },
  'give up': { weight: 2, run: giveUp },
  freeze: { weight: 2, run: (pair) => pair.hold('freeze') },
  unfreeze: { weight: 3, run: (pair) => pair.hold('unfreeze') },
  again: { weight: 4, run: (pair) => pair.again() },
  wait: { weight: 1, run: (pair) => pair.elapse((1 + pair.random.below(60)) * 1800) },
}
const names = Object.entries(commands).flatMap(([name, { weight }]) => Array<string>(weight).fill(name))

/** A fresh merchant and so many commands; books and model are compared after each, all invariants at the end. */
export async function runCommands(shared: TestDatabase, seed: number, count: number): Promise<void> {
  const random = randomFrom(seed)
  const custody = random.pick(['operator', 'own'] as const)
  const clock = settableClock(new Date('2026-03-02T09:00:00+08:00'))
  const w = await world({ ...shared, clock, newId: () => newId(clock.now()) })
  const pair = new Pair(w, await stockShelf(w, custody), new Sums(custody, stockAtFirst), random)
  const done: string[] = []
  try {
    for (let index = 0; index < count; index++) {
      const name = random.pick(names)
      done.push(name)
      pair.elapse(1)
      await commands[name]!.run(pair)
      await pair.agrees()
    }
    await w.booksHold()
  } catch (error) {
    const last = done.slice(-8).join(', ')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `MODEL_SEED=${seed} replays it: command ${done.length} (${last}; ${custody} number): ${reason}`,
      { cause: error },
    )
  }
}
