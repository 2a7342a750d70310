import sharp from 'sharp'

/** Stops decompression bombs: a phone's photo has at most 50 million pixels. */
const pixelsMax = 50_000_000

export type CleanPicture = { content: Buffer; width: number; height: number }

/**
 * Encodes a JPEG, PNG or WebP anew as WebP within a square of `sideMax`, which drops whatever else was in the file,
 * places included. Undefined: it is no such picture, whatever its name says.
 */
export async function cleanPicture(content: Buffer, sideMax: number): Promise<CleanPicture | undefined> {
  const picture = sharp(content, { limitInputPixels: pixelsMax, failOn: 'error', pages: 1 })
  const { format } = await picture.metadata().catch(() => ({ format: undefined }))
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return undefined
  const encoded = await picture
    .rotate()
    .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined)
  return encoded && { content: encoded.data, width: encoded.info.width, height: encoded.info.height }
}
