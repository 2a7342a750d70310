import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSignedV2, signV2 } from './v2-signature.ts'
import { readFlatXml, writeFlatXml } from './v2-xml.ts'

test('what is written is read again, whatever the values hold', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/)
  const fields = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), { selector: ([key]) => key })
  fc.assert(
    fc.property(fields, (pairs) => {
      const map = new Map(pairs)
      expect(readFlatXml(writeFlatXml(map))).toEqual(map)
    }),
  )
})

test('an answer as WeChat Pay writes it', () => {
  const answer = `<xml><return_code><![CDATA[SUCCESS]]></return_code>
    <out_trade_no>00012345678901234567890</out_trade_no>
    <attach>a &amp; b &lt;c&gt; &#20013;</attach><empty/><none></none></xml>\n`
  expect(Object.fromEntries(readFlatXml(answer))).toEqual({
    return_code: 'SUCCESS',
    out_trade_no: '00012345678901234567890',
    attach: 'a & b <c> 中',
    empty: '',
    none: '',
  })
  expect(readFlatXml('<?xml version="1.0"?><root><a>1</a></root>', 'root').get('a')).toBe('1')
})

test.each([
  ['a document type', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>'],
  ['an unknown entity', '<xml><a>&e;</a></xml>'],
  ['a bare ampersand', '<xml><a>a & b</a></xml>'],
  ['nesting', '<xml><a><b>1</b></a></xml>'],
  ['a name twice', '<xml><a>1</a><a>2</a></xml>'],
  ['an attribute', '<xml><a b="1">1</a></xml>'],
  ['a comment', '<xml><!-- a --><a>1</a></xml>'],
  ['a processing instruction', '<xml><?a b?><a>1</a></xml>'],
  ['text between elements', '<xml>hello<a>1</a></xml>'],
  ['text beside a section', '<xml><a>x<![CDATA[1]]></a></xml>'],
  ['an open section', '<xml><a><![CDATA[1</a></xml>'],
  ['an open element', '<xml><a>1</a>'],
  ['something behind', '<xml><a>1</a></xml><xml></xml>'],
  ['another root', '<root><a>1</a></root>'],
  ['JSON', '{"code":"FAIL"}'],
  ['nothing', ''],
  ['a control character', '<xml><a>&#7;</a></xml>'],
  ['too much', `<xml><a>${'x'.repeat(70_000)}</a></xml>`],
])('%s is not read', (_, text) => {
  expect(() => readFlatXml(text)).toThrow(/missing or malformed/)
})

// The example of WeChat Pay's own page on signatures.
const example = new Map([
  ['appid', 'wxd930ea5d5a258f4f'],
  ['mch_id', '10000100'],
  ['device_info', '1000'],
  ['body', 'test'],
  ['nonce_str', 'ibuaiVcKdpRxkhJA'],
])
const key = '192006250b4c09247ec02edce69f6a2d'

test('signatures are those of the documentation, by both ways', () => {
  expect(signV2(example, key, 'MD5')).toBe('9A0A8659F005D6984697E2CA0A9CF3B7')
  expect(signV2(example, key, 'HMAC-SHA256')).toBe(
    '6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6',
  )
})

test('a changed field, another key, or the other way is not signed', () => {
  const signed = new Map([...example, ['sign', signV2(example, key, 'HMAC-SHA256')]])
  expect(isSignedV2(signed, key)).toBe(true)
  expect(isSignedV2(signed, key, 'MD5')).toBe(false)
  expect(isSignedV2(new Map([...signed, ['body', 'other']]), key)).toBe(false)
  expect(isSignedV2(new Map([...signed, ['more', '1']]), key)).toBe(false)
  expect(isSignedV2(signed, key.replace('1', '2'))).toBe(false)
  expect(isSignedV2(example, key)).toBe(false)
  expect(isSignedV2(new Map([...example, ['sign', '']]), key)).toBe(false)
})
