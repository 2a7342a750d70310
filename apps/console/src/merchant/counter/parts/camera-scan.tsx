import { CameraOutlined } from '@ant-design/icons'
import { Alert, Button, Modal, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../../shared/text.ts'

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

const lookMilliseconds = 200
const detectorClass = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
const canScan = detectorClass !== undefined && navigator.mediaDevices !== undefined

/** Scans with the device's camera, where the browser can read codes; elsewhere there is no such button. */
export function CameraScan({ onCode }: { onCode: (code: string) => void }) {
  const text = useText('counter')
  const [open, setOpen] = useState(false)
  if (!canScan) return null
  const take = (code: string) => {
    setOpen(false)
    onCode(code)
  }
  return (
    <>
      <Button size="large" icon={<CameraOutlined />} onClick={() => setOpen(true)}>
        {text('camera')}
      </Button>
      <Modal
        open={open}
        title={text('camera')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={420}
        destroyOnHidden
      >
        <Viewfinder onCode={take} />
      </Modal>
    </>
  )
}

function Viewfinder({ onCode }: { onCode: (code: string) => void }) {
  const text = useText('counter')
  const video = useRef<HTMLVideoElement>(null)
  const found = useRef(onCode)
  found.current = onCode
  const [refused, setRefused] = useState(false)

  useEffect(() => {
    let stopped = false
    let stream: MediaStream | undefined
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (stopped || !video.current || !detectorClass) return stop(stream)
      video.current.srcObject = stream
      await video.current.play()
      const detector = new detectorClass({ formats: ['qr_code', 'code_128'] })
      while (!stopped) {
        const seen = await detector.detect(video.current)
        const code = seen.map(({ rawValue }) => codeIn(rawValue)).find(Boolean)
        if (code && !stopped) return found.current(code)
        await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
      }
    }
    look().catch(() => setRefused(!stopped))
    return () => {
      stopped = true
      stop(stream)
    }
  }, [])

  if (refused) return <Alert type="warning" showIcon title={text('camera.refused')} />
  return (
    <>
      <video ref={video} muted playsInline className="counter-viewfinder" />
      <Typography.Text type="secondary">{text('camera.hint')}</Typography.Text>
    </>
  )
}

const codeIn = (raw: string): string | undefined => /\d{16,24}/.exec(raw.replaceAll(' ', ''))?.[0]

function stop(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => track.stop())
}
