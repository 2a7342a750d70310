import { Type as T, type Static, type TSchema, type TProperties } from 'typebox'

export { T, type Static, type TSchema }

/** An object that refuses unknown properties: a misspelt field is an error, not a silent no-op. */
export const object = <P extends TProperties>(properties: P) =>
  T.Object(properties, { additionalProperties: false })
export const optional = T.Optional
export const nullable = <S extends TSchema>(schema: S) => T.Union([schema, T.Null()])
export const oneOf = <const V extends readonly string[]>(...values: V) =>
  T.Unsafe<V[number]>({ type: 'string', enum: [...values] })

/** Integer fen that may be negative (balances, differences). */
export const Fen = T.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
/** A price or a payment: at least one fen, at most ¥10,000,000. */
export const PositiveFen = T.Integer({ minimum: 1, maximum: 1_000_000_000 })
export const NonNegativeFen = T.Integer({ minimum: 0, maximum: 1_000_000_000 })
export const Count = T.Integer({ minimum: 1, maximum: 10_000 })
export const Whole = T.Integer({ minimum: 0 })

export const Id = T.String({ format: 'uuid' })
export const Time = T.String({ format: 'date-time' })
export const Day = T.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const Mobile = T.String({ pattern: '^1[3-9]\\d{9}$' })
export const ShopCode = T.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{6}$' })
export const LoginName = T.String({ pattern: '^[a-z][a-z0-9._-]{2,39}$' })
export const Password = T.String({ minLength: 10, maxLength: 128 })
export const Name = T.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
export const Text = (maxLength: number) => T.String({ maxLength })
export const Search = T.String({ maxLength: 60 })

/** The bytes of a file: not JSON, so it is fetched and saved, not called. */
export const FileAnswer = T.Unsafe<Blob>({ type: 'string', format: 'binary' })

export const PageQuery = {
  cursor: optional(T.String({ maxLength: 200 })),
  limit: optional(T.Integer({ minimum: 1, maximum: 200 })),
}
export const page = <S extends TSchema>(item: S) =>
  object({ items: T.Array(item), nextCursor: nullable(T.String()) })

export const Period = { from: optional(Day), to: optional(Day) }
export const Done = object({ done: T.Literal(true) })

export const ErrorAnswer = object({
  code: T.String(),
  message: T.String(),
  details: optional(T.Record(T.String(), T.Unknown())),
  requestId: T.String(),
})
export type ErrorAnswer = Static<typeof ErrorAnswer>
