import { alipay } from './alipay/server.ts'
import { alipayCourier } from './alipay/notices.ts'
import { makeClock } from './clock.ts'
import { makeDeliveries } from './deliveries.ts'
import type { Courier } from './deliveries.ts'
import { makeFaults } from './faults.ts'
import { listen } from './listen.ts'
import type { Handle, Listener } from './listen.ts'
import { panel } from './panel/server.ts'
import { makePeople } from './people.ts'
import { sms } from './sms/server.ts'
import { openStore } from './store.ts'
import { platform } from './wechat-pay/merchants.ts'
import { wechatPayCourier } from './wechat-pay/notices.ts'
import { resumeRefunds } from './wechat-pay/refunds.ts'
import { resumeSharing } from './wechat-pay/sharing.ts'
import { resumeReturns } from './wechat-pay/sharing-returns.ts'
import { resumeTransfers } from './wechat-pay/transfers.ts'
import { wechatPay } from './wechat-pay/server.ts'
import { wechatOpen } from './wechat-open/server.ts'
import type { World } from './world.ts'

export type Ports = { panel: number; wechatPay: number; wechatOpen: number; alipay: number; sms: number }

export type SandboxOptions = {
  /** 0 takes a free one, which is the default for each. */
  ports?: Partial<Ports>
  /** ':memory:' or a path. */
  dataFile: string
  now?: () => Date
  /** 1 is the real schedule of repeated notices; 0.001 makes seconds of it. */
  retryFactor?: number
  /** The name that browsers reach the sandbox by. */
  publicHost?: string
  /** The address to listen at. */
  host?: string
}

export type Sandbox = World['urls'] & { close(): Promise<void> }

/** Starts every provider. For tests and for main.ts alike. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (process.env['NODE_ENV'] === 'production') throw new Error('The sandbox does not run in production')
  const { world, stop } = makeWorld(options)
  await platform(world)

  const listeners: Listener[] = []
  const host = options.host ?? '127.0.0.1'
  const open = async (
    name: keyof Ports,
    handle: (world: World, ...rest: Parameters<Handle>) => ReturnType<Handle>,
  ) => {
    const listener = await listen({ port: options.ports?.[name] ?? 0, host }, (incoming) =>
      handle(world, incoming),
    )
    listeners.push(listener)
    world.urls[name] = `http://${options.publicHost ?? '127.0.0.1'}:${listener.port}`
  }
  const close = async (): Promise<void> => {
    stop()
    await Promise.all(listeners.map((listener) => listener.close()))
    world.store.close()
  }
  try {
    await open('panel', panel)
    await open('wechatPay', wechatPay)
    await open('wechatOpen', wechatOpen)
    await open('alipay', alipay)
    await open('sms', sms)
  } catch (error) {
    await close()
    throw error
  }
  world.deliveries.resume()
  resumeRefunds(world)
  resumeTransfers(world)
  resumeSharing(world)
  resumeReturns(world)
  return { ...world.urls, close }
}

function makeWorld(options: SandboxOptions): { world: World; stop(): void } {
  const store = openStore(options.dataFile)
  const clock = makeClock(store, options.now ?? (() => new Date()))
  const faults = makeFaults(store)
  const retryFactor = options.retryFactor ?? 1
  let closed = false
  const couriers = new Map<string, Courier>()
  const courierOf = (provider: string): Courier => {
    const courier = couriers.get(provider)
    if (courier === undefined) throw new Error(`${provider} sends no notices`)
    return courier
  }
  const world: World = {
    store,
    clock,
    faults,
    people: makePeople(store),
    deliveries: makeDeliveries({ store, clock, faults, retryFactor, courierOf }),
    retryFactor,
    isClosed: () => closed,
    urls: { panel: '', wechatPay: '', wechatOpen: '', alipay: '', sms: '' },
  }
  couriers.set('wechat-pay', wechatPayCourier(world))
  couriers.set('alipay', alipayCourier(world))
  const stop = (): void => {
    closed = true
    world.deliveries.stop()
  }
  return { world, stop }
}
