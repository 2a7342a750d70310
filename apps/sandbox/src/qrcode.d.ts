declare module 'qrcode' {
  export function toBuffer(text: string, options?: { width?: number }): Promise<Buffer>
}
