import { cashRoutes } from '@sesame/contract/cash'
import { storeRoutes } from '@sesame/contract/staff'
import { Form, Input, InputNumber, Select } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { CashHolder } from './cash-types.ts'
import { Difference } from './hand-in-columns.tsx'

const denominationsFen = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10]

type Values = {
  staffId: string
  storeId: string
  keptFen: number | null
  countedFen: number | null
  pieces?: Record<string, number | null>
  reason?: string
}
type NewHandInProps = {
  people: CashHolder[]
  staffId: string | undefined
  onClose: () => void
  onDone: (handInId: string) => void
}

const head = 'merchant'

/** Cash is counted against what the books say, by notes or in one sum. */
export function NewHandIn({ people, staffId, onClose, onDone }: NewHandInProps) {
  const text = useText('cash')
  const notice = useNotice()
  const { can, staffId: mine } = useSession('merchant')
  const [form] = Form.useForm<Values>()
  const start = useCommand(cashRoutes.startHandIn)
  // Only who receives cash counts another's.
  const countable = can('cash.receive') ? people : people.filter((one) => one.staffId === mine)
  const chosen = staffId || (countable.some((one) => one.staffId === mine) ? mine : countable[0]?.staffId)
  const values = Form.useWatch([], form) as Partial<Values> | undefined
  const holder = countable.find((one) => one.staffId === (values?.staffId ?? chosen))
  const heldFen = holder?.heldFen ?? 0
  const dueFen = heldFen - (values?.keptFen ?? 0)
  const differenceFen = (values?.countedFen ?? 0) - dueFen

  const count = (changed: Partial<Values>) => {
    if (changed.pieces)
      form.setFieldValue('countedFen', sumOf(form.getFieldValue('pieces') as Values['pieces']))
    else if (changed.countedFen !== undefined) form.setFieldValue('pieces', {})
  }
  const submit = async (given: Values) => {
    const { id } = await start.send({ body: bodyOf(given) })
    notice.done(text('handIn.submitted'))
    onDone(id)
  }
  return (
    <EditDrawer<Values>
      id={staffId || 'new'}
      onClose={onClose}
      title={text('handIn.new')}
      form={form}
      initial={{ staffId: chosen ?? '', storeId: holder?.storeId ?? head, keptFen: 0, pieces: {} }}
      saving={start.sending}
      onSubmit={(given) => void submit(given).catch(() => undefined)}
      submitLabel={text('handIn.submit')}
      width={480}
    >
      <Form.Item name="staffId" label={text('staff')} rules={[{ required: true }]}>
        <Select options={countable.map((one) => ({ value: one.staffId, label: one.name }))} />
      </Form.Item>
      <StoreChoice />
      <Form.Item name="keptFen" label={text('handIn.kept')}>
        <MoneyInput />
      </Form.Item>
      <Counting onChange={count} />
      <Facts
        facts={[
          { label: text('handIn.booked'), value: <Money fen={heldFen} /> },
          { label: text('handIn.due'), value: <Money fen={dueFen} />, strong: true },
          { label: text('handIn.difference'), value: <Difference fen={differenceFen} /> },
        ]}
      />
      {differenceFen !== 0 && (
        <Form.Item
          name="reason"
          label={text('handIn.reason')}
          rules={[{ required: true, whitespace: true, max: 200 }]}
          style={{ marginTop: 12 }}
        >
          <Input />
        </Form.Item>
      )}
    </EditDrawer>
  )
}

function bodyOf({ staffId, storeId, keptFen, countedFen, pieces = {}, reason = '' }: Values) {
  const denominations = denominationsFen.flatMap((valueFen) => {
    const many = pieces[valueFen] ?? 0
    return many > 0 ? [{ valueFen, pieces: many }] : []
  })
  return {
    staffId,
    storeId: storeId === head ? null : storeId,
    keptFen: keptFen ?? 0,
    countedFen: countedFen ?? 0,
    denominations,
    reason: reason.trim(),
  }
}

const sumOf = (pieces: Values['pieces'] = {}): number =>
  denominationsFen.reduce((sum, valueFen) => sum + valueFen * (pieces[valueFen] ?? 0), 0)

function StoreChoice() {
  const text = useText('cash')
  const { can } = useSession('merchant')
  const stores = useQueryOf(storeRoutes.listStores, {}, { enabled: can('store.edit') || can('staff.view') })
  const options = [
    { value: head, label: text('safe.merchant') },
    ...(stores.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Form.Item name="storeId" label={text('handIn.store')} rules={[{ required: true }]}>
      <Select options={options} />
    </Form.Item>
  )
}

/** The notes fill in the sum; a sum that is typed clears them. */
function Counting({ onChange }: { onChange: (changed: Partial<Values>) => void }) {
  const text = useText('cash')
  return (
    <Section title={text('handIn.pieces')}>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(2, 1fr)', gap: '0 16px' }}>
        {denominationsFen.map((valueFen) => (
          <Form.Item
            key={valueFen}
            name={['pieces', String(valueFen)]}
            label={`¥${yuanText(valueFen)}`}
            style={{ marginBottom: 8 }}
          >
            <InputNumber
              min={0}
              max={100_000}
              precision={0}
              style={{ width: '100%' }}
              onChange={() => setTimeout(() => onChange({ pieces: {} }))}
            />
          </Form.Item>
        ))}
      </div>
      <Form.Item
        name="countedFen"
        label={text('handIn.counted')}
        extra={text('handIn.pieces.hint')}
        rules={[{ required: true }]}
      >
        <CountedInput onTyped={() => onChange({ countedFen: 0 })} />
      </Form.Item>
    </Section>
  )
}

type CountedInputProps = {
  value?: number | null
  onChange?: (fen: number | null) => void
  onTyped: () => void
}

function CountedInput({ value, onChange, onTyped }: CountedInputProps) {
  const text = useText('cash')
  return (
    <MoneyInput
      value={value ?? null}
      aria-label={text('handIn.counted')}
      onChange={(fen) => {
        onChange?.(fen)
        if (fen !== value) onTyped()
      }}
    />
  )
}
