import type { Benchmark, Result } from './harness/benchmark.ts'
import { growth } from './growth/growth.ts'
import { redeemHello, redeemHttp, redeemLatency } from './http/redeem.ts'
import { measure } from './harness/measure.ts'
import { openStage } from './harness/stage.ts'
import { ledgerFloor } from './ledger/floor.ts'
import { ledgerHot, ledgerHot1024 } from './ledger/hot.ts'
import { orderList } from './lists/orders.ts'
import { paidOrders } from './payments/orders.ts'
import { settlement } from './payments/settle.ts'
import { reconciliation } from './reconcile/reconcile.ts'
import { ledgerPlan } from './ledger/plan.ts'
import { ledgerSpread } from './ledger/spread.ts'

process.env.TZ = 'Asia/Shanghai'

const all: readonly Benchmark[] = [
  ledgerHot,
  ledgerHot1024,
  ledgerFloor,
  ledgerSpread,
  ledgerPlan,
  redeemHttp,
  redeemHello,
  redeemLatency,
  paidOrders,
  settlement,
  reconciliation,
  orderList,
  growth,
]

const words = process.argv.slice(2)
const scaleWord = words.indexOf('--scale')
const scale = scaleWord < 0 ? 1 : Number(words.splice(scaleWord, 2)[1])
if (!(scale > 0 && scale <= 1)) {
  console.error('--scale is above 0 and at most 1')
  process.exit(2)
}
const asJson = words.includes('--json')
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !all.some((one) => one.name === name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

for (const benchmark of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
  // A database of its own for each: what one leaves behind costs the next nothing.
  const stage = await openStage()
  try {
    const result = await measure(benchmark, stage, { scale })
    console.log(asJson ? JSON.stringify(result) : lineOf(benchmark, result))
  } finally {
    await stage.close()
  }
}

function lineOf({ about, unit, better, reach }: Benchmark, { name, ratio, sides }: Result): string {
  const isReached = better === 'higher' ? ratio >= reach : ratio <= reach
  const figures = Object.entries(sides).map(([side, figure]) => `    ${side}: ${figure.toLocaleString('en')}`)
  const limit = `${better === 'higher' ? '≥' : '≤'} ${reach}`
  return [`${isReached ? '✓' : '✗'} ${name} ${ratio} (${limit})  ${about}, ${unit}`, ...figures].join('\n')
}
