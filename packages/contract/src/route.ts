import type { Static, TObject, TSchema } from 'typebox'

export type Audience = 'customer' | 'merchant' | 'operator' | 'permission'
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * Who may call: `public` needs no session, `session` any session of the audience, else a permission code
 * that the caller's roles must hold.
 */
export type Access = string

type Parts = { params?: TObject; query?: TObject; body?: TSchema; answer: TSchema }

export type Route<P extends Parts = Parts> = P & {
  readonly audience: Audience
  readonly method: Method
  /** Below `/api/{audience}`; parameters as `:name`. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  /** A command changes something and carries an Idempotency-Key; a query changes nothing. */
  readonly command: boolean
  /** Asks for the password again, unless this session gave it within the last minutes. */
  readonly confirmed?: boolean
}

type Head = { audience: Audience; path: string; access: Access; summary: string; confirmed?: boolean }

export function query<const P extends Parts>(route: Head & P): Route<P> {
  return { ...route, method: 'GET', command: false } as Route<P>
}

export function command<const P extends Parts>(route: Head & P & { method?: Method }): Route<P> {
  return { method: 'POST', ...route, command: true } as unknown as Route<P>
}

type Part<R, K extends string> = R extends { [key in K]: infer S }
  ? S extends TSchema
    ? Static<S>
    : never
  : undefined
type Given<K extends string, V> = [V] extends [undefined] ? { [key in K]?: undefined } : { [key in K]: V }
type GivenQuery<V> = [V] extends [undefined] ? { query?: undefined } : { query?: V }

export type ParamsOf<R> = Part<R, 'params'>
export type QueryOf<R> = Part<R, 'query'>
export type BodyOf<R> = Part<R, 'body'>
export type AnswerOf<R> = Part<R, 'answer'>

/** What a caller hands in: params and body where the route has them, a query where it takes one. */
export type InputOf<R> = Given<'params', ParamsOf<R>> &
  GivenQuery<QueryOf<R>> &
  Given<'body', BodyOf<R>> & { key?: string }
