import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '@sesame/contract/messages/messages'
import type { BodyOf, ParamsOf, QueryOf, Route } from '@sesame/contract/route'
import type { CustomerCaller, StaffCaller } from '../modules/access/index.ts'

/** The merchant that a customer's route names by `:shop`. */
export type Shop = { merchantId: string; code: string; name: string; typeCode: string }

type CallerOf<R> = R extends { access: 'public' }
  ? undefined
  : R extends { audience: 'customer' }
    ? CustomerCaller
    : StaffCaller

/** What a handler is given; validated, and with the caller allowed to be here. */
export type Request<R extends Route> = {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** The Idempotency-Key of a command; '' on a query. */
  key: string
  caller: CallerOf<R>
  /** Of the words in an answer: what the caller reads. */
  language: Language
  ip: string
  agent: string
  shop: ParamsOf<R> extends { shop: string } ? Shop : undefined
  /** The customer row of this person at this shop; made on the first visit. */
  customerId(): Promise<string>
  /** For the few that set cookies or stream. A handler that hijacks the reply answers nothing else. */
  raw: { request: FastifyRequest; reply: FastifyReply }
}

export type Handler<R extends Route> = (request: Request<R>) => Promise<unknown>
