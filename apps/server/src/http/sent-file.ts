import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** What a route answers that sends a file instead of JSON. */
export class SentFile {
  readonly name: string
  readonly mediaType: string
  readonly content: Readable

  constructor({ name, mediaType, content }: { name: string; mediaType: string; content: Readable }) {
    this.name = name
    this.mediaType = mediaType
    this.content = content
  }
}

/** To be saved under its name, which may be Chinese (RFC 6266). */
export function sendFile(reply: FastifyReply, { name, mediaType, content }: SentFile): FastifyReply {
  const encoded = encodeURIComponent(name).replaceAll("'", '%27')
  return reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encoded}`)
    .send(content)
}
