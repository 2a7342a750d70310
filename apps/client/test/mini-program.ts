import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import vm from 'node:vm'
import { readFileSync } from 'node:fs'

export type Node = {
  nn: string
  sid?: string
  cl?: string
  v?: string
  cn?: Node[]
  [attribute: string]: unknown
}
type PageConfig = Record<string, unknown> & { data?: { root?: { cn: Node[] } } }
type Request = { url: string; method: string; header: Record<string, string>; data?: string }
export type Reply = { status?: number; body: unknown }
/** Calls that WeChat would answer: `requestPayment`, `login`, `scanCode` … each gets the input and may answer. */
export type Wechat = Record<string, (input: never) => unknown>

const otherCalls = [
  'login',
  'requestPayment',
  'requestSubscribeMessage',
  'scanCode',
  'showToast',
  'showModal',
]

/**
 * Runs the compiled WeChat bundle in plain Node: the functions that WeChat gives a mini-program are stood in for,
 * a page's tree is what `setData` was told, and a tap is the event that WeChat would send.
 */
export class MiniProgram {
  readonly calls: { name: string; input: unknown }[] = []
  readonly requests: Request[] = []
  readonly #root = resolve(import.meta.dirname, '../dist/weapp')
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #pages = new Map<string, PageConfig>()
  readonly #storage = new Map<string, unknown>()
  readonly #context: vm.Context
  readonly #reply: (request: Request) => Reply
  readonly #wechat: Wechat
  #app: Record<string, unknown> = {}
  #defined: PageConfig = {}
  #stack: { path: string; instance: PageConfig }[] = []

  constructor(reply: (request: Request) => Reply, wechat: Wechat = {}) {
    this.#reply = reply
    this.#wechat = wechat
    this.#context = vm.createContext(this.#globals())
    this.#load('app.js')
    ;(this.#app.onLaunch as (options: object) => void).call(this.#app, {
      path: 'pages/home/index',
      query: {},
    })
  }

  /** Path of the page on top, without its query. */
  get path(): string {
    return this.#top().path
  }

  keep(name: string, value: string): void {
    this.#storage.set(name, value)
  }

  open(url: string): void {
    const [path = '', query = ''] = url.replace(/^\//, '').split('?')
    const instance: PageConfig = { ...this.#page(path), route: path, data: {} }
    instance.setData = (change: Record<string, unknown>, done?: () => void) => {
      for (const [place, value] of Object.entries(change)) put(instance.data as object, place, value)
      if (done !== undefined) setTimeout(done)
    }
    this.#stack.push({ path, instance })
    const options = Object.fromEntries(new URLSearchParams(query))
    for (const name of ['onLoad', 'onShow', 'onReady']) call(instance, name, options)
  }

  back(): void {
    const [left] = this.#stack.splice(-1)
    if (left !== undefined) call(left.instance, 'onUnload')
    call(this.#top().instance, 'onShow')
  }

  close(): void {
    for (const { instance } of this.#stack.splice(0)) call(instance, 'onUnload')
  }

  nodes(): Node[] {
    const walk = (node: Node): Node[] => [node, ...(node.cn ?? []).flatMap(walk)]
    return (this.#top().instance.data?.root?.cn ?? []).flatMap(walk)
  }

  texts(): string[] {
    return this.nodes().flatMap((node) => (typeof node.v === 'string' && node.v !== '' ? [node.v] : []))
  }

  /** The nodes around a text, innermost first, as a finger on it would reach them. */
  around(text: string): Node[] {
    const find = (node: Node, above: Node[]): Node[] | undefined => {
      if (node.v === text) return [node, ...above]
      for (const child of node.cn ?? []) {
        const found = find(child, [node, ...above])
        if (found !== undefined) return found
      }
      return undefined
    }
    for (const node of this.#top().instance.data?.root?.cn ?? []) {
      const found = find(node, [])
      if (found !== undefined) return found
    }
    throw new Error(`no text ${text} on ${this.path}: ${this.texts().join(' | ')}`)
  }

  /** Sends an event to whatever listens around a text, as WeChat bubbles a tap. */
  tap(text: string, type = 'tap', detail: object = {}): void {
    const { instance } = this.#top()
    for (const node of this.around(text)) {
      if (node.sid === undefined || node.v !== undefined) continue
      const target = { id: node.sid, dataset: { sid: node.sid } }
      const event = { type, detail, target, currentTarget: target, timeStamp: Date.now(), touches: [] }
      ;(instance.eh as (event: object) => void).call(instance, event)
    }
  }

  /** Waits for something to be seen; the app answers in its own time. */
  async until(seen: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 5_000
    while (!seen()) {
      if (Date.now() > end) throw new Error(`waited for ${what} on ${this.path}: ${this.texts().join(' | ')}`)
      await new Promise((done) => setTimeout(done, 10))
    }
  }

  async untilText(text: string): Promise<void> {
    await this.until(() => this.texts().includes(text), text)
  }

  /** WeChat runs a page's file once, however often the page is opened. */
  #page(path: string): PageConfig {
    const known = this.#pages.get(path)
    if (known !== undefined) return known
    this.#load(`${path}.js`)
    this.#pages.set(path, this.#defined)
    return this.#defined
  }

  #top() {
    const top = this.#stack.at(-1)
    if (top === undefined) throw new Error('no page is open')
    return top
  }

  #globals(): Record<string, unknown> {
    const others = otherCalls.map((name) => [name, this.#other(name)] as const)
    const wx = { ...this.#wx(), ...Object.fromEntries(others) }
    const own = {
      wx,
      console,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      Promise,
      Date,
      Math,
      JSON,
    }
    return {
      ...own,
      App: (app: Record<string, unknown>) => (this.#app = app),
      Page: (page: PageConfig) => (this.#defined = page),
      Component: (component: PageConfig) => (this.#defined = component),
      Behavior: (behaviour: unknown) => behaviour,
      getApp: () => this.#app,
      getCurrentPages: () => this.#stack.map(({ instance }) => instance),
    }
  }

  #wx(): Record<string, unknown> {
    const go = (input: { url: string; success?: (answer: object) => void }, leave: number) => {
      const left = this.#stack.splice(this.#stack.length - leave, leave)
      for (const { instance } of left) call(instance, 'onUnload')
      this.open(input.url)
      input.success?.({ errMsg: 'ok' })
    }
    return {
      webpackJsonp: [],
      canIUse: () => true,
      getSystemInfoSync: () => ({
        platform: 'android',
        SDKVersion: '3.6.0',
        windowWidth: 375,
        pixelRatio: 2,
      }),
      getWindowInfo: () => ({ windowWidth: 375, pixelRatio: 2 }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0000000000000001' } }),
      getStorageSync: (name: string) => this.#storage.get(name) ?? '',
      setStorageSync: (name: string, value: unknown) => this.#storage.set(name, value),
      navigateTo: (input: { url: string }) => go(input, 0),
      redirectTo: (input: { url: string }) => go(input, 1),
      switchTab: (input: { url: string }) => go(input, this.#stack.length),
      navigateBack: () => this.back(),
      request: (input: Request & { success: (answer: object) => void }) => this.#answer(input),
    }
  }

  #answer(input: Request & { success: (answer: object) => void }): object {
    this.requests.push(input)
    const { status = 200, body } = this.#reply(input)
    setTimeout(() => input.success({ statusCode: status, data: JSON.stringify(body), header: {} }))
    return { abort() {} }
  }

  /** Every other call succeeds with what the test says, and is written down. */
  #other(name: string): unknown {
    return (input: { success?: (answer: unknown) => void; fail?: (problem: unknown) => void } = {}) => {
      this.calls.push({ name, input })
      const answer = this.#wechat[name]?.(input as never)
      if (answer instanceof Error) setTimeout(() => input.fail?.({ errMsg: answer.message }))
      else setTimeout(() => input.success?.({ errMsg: `${name}:ok`, ...(answer as object) }))
    }
  }

  #load(file: string): unknown {
    const path = join(this.#root, file)
    const known = this.#modules.get(path)
    if (known !== undefined) return known.exports
    const module = { exports: {} as unknown }
    this.#modules.set(path, module)
    const source = `(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`
    const run = vm.runInContext(source, this.#context, { filename: path }) as Function
    const { resolve: locate } = createRequire(path)
    run((name: string) => this.#load(locate(name).slice(this.#root.length + 1)), module, module.exports)
    return module.exports
  }
}

function call(instance: PageConfig, name: string, ...input: unknown[]): void {
  const found = instance[name]
  if (typeof found === 'function') found.apply(instance, input)
}

/** `setData({'root.cn.[0].cn': …})` puts a value at a place in the page's tree. */
function put(data: object, place: string, value: unknown): void {
  const steps = place.split(/[.[\]]+/).filter((step) => step !== '')
  const last = steps.pop() ?? ''
  let at = data as Record<string, unknown>
  for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>
  at[last] = value
}
