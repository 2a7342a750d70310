import Taro from '@tarojs/taro'
import type { Received, Sent } from '@sesame/contract/client.ts'

const timeoutMilliseconds = 15_000

/** One request over Taro, the same in a mini-program and a browser; rejects only when no answer came. */
export async function send(sent: Sent): Promise<Received> {
  const answer = await Taro.request({
    url: sent.url,
    method: sent.method as keyof Taro.request.Method,
    header: sent.headers,
    data: sent.body,
    dataType: 'text',
    timeout: timeoutMilliseconds,
    credentials: 'same-origin',
  })
  return { status: answer.statusCode, body: parse(answer.data) }
}

function parse(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
