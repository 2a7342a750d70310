type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

const lookEveryMilliseconds = 200

/** Opens the camera over the page until a code is read; rejects when it is closed or not allowed. */
export async function scan(): Promise<string> {
  const BarcodeDetector = (window as unknown as { BarcodeDetector: DetectorClass }).BarcodeDetector
  const detector = new BarcodeDetector({ formats: ['qr_code', 'code_128'] })
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const { layer, video, close } = openLayer(stream)
  try {
    await video.play()
    return await new Promise<string>((resolve, reject) => {
      const timer = setInterval(() => {
        detector.detect(video).then(
          ([found]) => {
            if (found === undefined) return
            clearInterval(timer)
            resolve(found.rawValue)
          },
          () => undefined,
        )
      }, lookEveryMilliseconds)
      close.onclick = () => {
        clearInterval(timer)
        reject(new Error('closed'))
      }
    })
  } finally {
    for (const track of stream.getTracks()) track.stop()
    layer.remove()
  }
}

function openLayer(stream: MediaStream) {
  const layer = document.createElement('div')
  layer.className = 'camera'
  const video = document.createElement('video')
  video.className = 'camera-picture'
  video.setAttribute('playsinline', '')
  video.muted = true
  video.srcObject = stream
  const close = document.createElement('button')
  close.className = 'camera-close'
  close.textContent = '取消'
  layer.append(video, close)
  document.body.appendChild(layer)
  return { layer, video, close }
}
