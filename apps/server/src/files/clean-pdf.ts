import { PDFDocument, PDFName } from '@cantoo/pdf-lib'

const pagesMax = 50
/** What of a page does something, rather than shows something. */
const active = ['AA', 'Annots', 'PieceInfo', 'Metadata'].map((name) => PDFName.of(name))

/**
 * The pages of a PDF in a new file: scripts, forms, attachments, actions and whatever is not a page stay behind.
 * Undefined: it is none, is locked, or has no page or too many.
 */
export async function cleanPdf(content: Buffer): Promise<Buffer | undefined> {
  if (content.subarray(0, 5).toString('latin1') !== '%PDF-') return undefined
  try {
    const given = await PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: true })
    const count = given.getPageCount()
    if (given.isEncrypted || count === 0 || count > pagesMax) return undefined
    const clean = await PDFDocument.create()
    for (const page of await clean.copyPages(given, given.getPageIndices())) {
      for (const name of active) page.node.delete(name)
      clean.addPage(page)
    }
    return Buffer.from(await clean.save({ useObjectStreams: true }))
  } catch {
    return undefined
  }
}
