import type { FastifyInstance } from 'fastify'
import type { Compose } from './compose.ts'

/** Registers the routes of one area. */
export type Area = (app: FastifyInstance, compose: Compose) => void | Promise<void>
