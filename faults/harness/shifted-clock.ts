/**
 * Loaded before the server's own code (`node --import`): the process believes what its starter says of the time, and
 * ends with its starter.
 */
let offset = 0
const Real = Date
const now = () => Real.now() + offset

globalThis.Date = new Proxy(Real, {
  construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

process.on('message', (message: { offsetMilliseconds: number }) => {
  offset = message.offsetMilliseconds
})
process.on('disconnect', () => process.exit(1))
process.channel?.unref()
