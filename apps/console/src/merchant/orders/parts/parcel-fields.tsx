import { carrierCodes, type CarrierCode } from '@sesame/contract/carriers'
import { Flex, Input, Select, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../shared/text.ts'
import { useCarrierName } from './use-carrier-name.ts'

/** What is typed of a parcel. */
export type ParcelValues = { carrier: CarrierCode | undefined; trackingNumber: string; mobileEnd: string }

/** SF lets nobody follow a parcel who doesn't know the end of the receiver's mobile. */
export const wantsMobile = ({ carrier }: ParcelValues): boolean => carrier === 'SF'

type ParcelFieldsProps = { values: ParcelValues; onChange: (values: ParcelValues) => void }

export function ParcelFields({ values, onChange }: ParcelFieldsProps) {
  const text = useText('orders')
  const nameOf = useCarrierName()
  const change = (more: Partial<ParcelValues>) => onChange({ ...values, ...more })
  return (
    <Flex vertical gap={12}>
      <Labelled label={text('carrier')}>
        <Select
          aria-label={text('carrier')}
          value={values.carrier}
          placeholder={text('carrier.placeholder')}
          onChange={(carrier) => change({ carrier })}
          options={carrierCodes.map((code) => ({ value: code, label: nameOf(code) }))}
          style={{ width: '100%' }}
        />
      </Labelled>
      <Labelled label={text('trackingNumber')}>
        <Input
          aria-label={text('trackingNumber')}
          value={values.trackingNumber}
          maxLength={32}
          autoComplete="off"
          onChange={({ target }) => change({ trackingNumber: target.value.trim() })}
        />
      </Labelled>
      {wantsMobile(values) && (
        <Labelled label={text('receiverMobileEnd')}>
          <Input
            aria-label={text('receiverMobileEnd')}
            value={values.mobileEnd}
            maxLength={4}
            inputMode="numeric"
            autoComplete="off"
            onChange={({ target }) => change({ mobileEnd: target.value })}
          />
        </Labelled>
      )}
    </Flex>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <div style={{ marginTop: 4 }}>{children}</div>
    </div>
  )
}
