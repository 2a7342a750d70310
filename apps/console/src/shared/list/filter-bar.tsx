import { Button, Checkbox, DatePicker, Flex, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import { useText } from '../text.ts'
import { usePhone } from '../use-phone.ts'
import type { List } from './use-list.ts'

export type Filter =
  | { kind: 'search'; name: string; placeholder: string }
  | { kind: 'choice'; name: string; placeholder: string; choices: { value: string; label: string }[] }
  /** On or not asked: `true` in the address, else absent. */
  | { kind: 'switch'; name: string; label: string }
  /** Business days, `from` and `to` in the address. */
  | { kind: 'period' }

type FilterBarProps = { filters: Filter[]; list: List<unknown> }

export function FilterBar({ filters, list }: FilterBarProps) {
  const text = useText('common')
  const phone = usePhone()
  if (filters.length === 0) return null
  return (
    <Flex gap={8} wrap align="center" role="search" style={{ width: phone ? '100%' : undefined }}>
      {filters.map((filter) => (
        <OneFilter key={filter.kind === 'period' ? 'period' : filter.name} filter={filter} list={list} />
      ))}
      {list.filtered && (
        <Button type="text" onClick={list.clearFilters}>
          {text('reset')}
        </Button>
      )}
    </Flex>
  )
}

function OneFilter({ filter, list }: { filter: Filter; list: List<unknown> }) {
  const phone = usePhone()
  const width = phone ? '100%' : undefined
  if (filter.kind === 'search') return <SearchFilter filter={filter} list={list} />
  if (filter.kind === 'period') return <PeriodFilter list={list} />
  if (filter.kind === 'switch') {
    return (
      <Checkbox
        checked={list.filters[filter.name] === 'true'}
        onChange={({ target }) => list.setFilters({ [filter.name]: target.checked ? 'true' : undefined })}
      >
        {filter.label}
      </Checkbox>
    )
  }
  return (
    <Select
      allowClear
      aria-label={filter.placeholder}
      placeholder={filter.placeholder}
      options={filter.choices}
      value={list.filters[filter.name] as string | undefined}
      onChange={(value: string | undefined) => list.setFilters({ [filter.name]: value })}
      style={{ width: width ?? 150, flex: phone ? '1 1 40%' : undefined }}
    />
  )
}

function SearchFilter({
  filter,
  list,
}: {
  filter: Extract<Filter, { kind: 'search' }>
  list: List<unknown>
}) {
  const phone = usePhone()
  const current = String(list.filters[filter.name] ?? '')
  const [typed, setTyped] = useState(current)
  useEffect(() => setTyped(current), [current])
  return (
    <Input.Search
      allowClear
      aria-label={filter.placeholder}
      placeholder={filter.placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(value) => list.setFilters({ [filter.name]: value.trim() || undefined })}
      style={{ width: phone ? '100%' : 260 }}
    />
  )
}

function PeriodFilter({ list }: { list: List<unknown> }) {
  const { from, to } = list.filters as { from?: string; to?: string }
  return <Period from={from} to={to} onChange={list.setFilters} />
}

type PeriodProps = {
  from: string | undefined
  to: string | undefined
  onChange: (days: { from?: string; to?: string }) => void
}

/** Business days from and to, both included. */
export function Period({ from, to, onChange }: PeriodProps) {
  const text = useText('common')
  const phone = usePhone()
  const today = dayjs().startOf('day')
  const change = (days: [Dayjs | null, Dayjs | null] | null) =>
    onChange({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })
  return (
    <DatePicker.RangePicker
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      allowEmpty={[true, true]}
      onChange={change}
      style={{ width: phone ? '100%' : 250 }}
      presets={[
        { label: text('period.today'), value: [today, today] },
        { label: text('period.week'), value: [today.subtract(6, 'day'), today] },
        { label: text('period.month'), value: [today.subtract(29, 'day'), today] },
      ]}
    />
  )
}
