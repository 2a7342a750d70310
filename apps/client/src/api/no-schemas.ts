/** Stands in for typebox: any member, called or not, is again this; so routes load without the weight of schemas. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : nothing),
  apply: () => nothing,
})

export const Type = nothing
export default nothing
