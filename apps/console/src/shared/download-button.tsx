import { ApiError, addressOf } from '@sesame/contract/client'
import type { InputOf, Route } from '@sesame/contract/route'
import type { ErrorAnswer } from '@sesame/contract/schema'
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useNotice } from './notice.tsx'

type DownloadButtonProps<R extends Route> = { route: R; input: InputOf<R>; label: string; disabled?: boolean }

/** Fetches a file that a route answers and saves it under the name it was given. */
export function DownloadButton<R extends Route>({ route, input, label, disabled }: DownloadButtonProps<R>) {
  const notice = useNotice()
  const [fetching, setFetching] = useState(false)
  const run = async () => {
    setFetching(true)
    try {
      await download(addressOf(route, input))
    } catch (error) {
      notice.failed(error)
    } finally {
      setFetching(false)
    }
  }
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={fetching}
      disabled={disabled ?? false}
      onClick={() => void run()}
    >
      {label}
    </Button>
  )
}

async function download(address: string): Promise<void> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new ApiError(answer.status, (await answer.json()) as Partial<ErrorAnswer>)
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = decodeURIComponent(named?.[1] ?? 'sesame')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
