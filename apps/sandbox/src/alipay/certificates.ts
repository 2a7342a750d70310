import { X509Certificate, createHash } from 'node:crypto'
import type { AlipayApp, AlipayCertificates } from './apps.ts'
import { invalid, missing } from './refusal.ts'
import type { Params } from './signing.ts'

/** Alipay's way to name a certificate: md5 of the issuer, last part first, and the serial number in decimal. */
export function certificateSerial(app: AlipayApp, which: keyof AlipayCertificates): string {
  const certificate = new X509Certificate(app.certificates[which])
  const issuer = certificate.issuer.split('\n').reverse().join(',')
  const serial = BigInt(`0x${certificate.serialNumber}`).toString()
  return createHash('md5')
    .update(issuer + serial)
    .digest('hex')
}

/** An app in certificate mode names its own certificate and the root that it trusts. Wrong ones are refused always. */
export function checkCertificates(app: AlipayApp, params: Params): void {
  const own = params['app_cert_sn'] ?? ''
  const root = params['alipay_root_cert_sn'] ?? ''
  if (own === '' && root === '' && !app.isCertified) return
  if (own === '') throw missing('isv.missing-app-cert-sn', '缺少应用公钥证书SN')
  if (root === '') throw missing('isv.missing-alipay-root-cert-sn', '缺少支付宝根证书SN')
  if (own !== certificateSerial(app, 'app')) throw invalid('isv.invalid-app-cert-sn', '应用公钥证书SN无效')
  if (root !== certificateSerial(app, 'root'))
    throw invalid('isv.invalid-alipay-root-cert-sn', '支付宝根证书SN无效')
}
