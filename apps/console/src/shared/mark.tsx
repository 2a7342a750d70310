/** The Sesame mark: a seed that is also a half-open door; in one colour (`mono`) on print. */
export function Mark({ size = 32, mono = false }: { size?: number; mono?: boolean }) {
  const seed = mono ? 'currentColor' : '#0F7B6C'
  const light = mono ? 'var(--sesame-mark-hole, #fff)' : '#FFF8E8'
  const door = mono ? 'currentColor' : '#C98A1B'
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M32 3C45 14 54 26 54 39a22 22 0 0 1-44 0C10 26 19 14 32 3Z" fill={seed} />
      <path
        d="M32 17c6.5 6 11 12.500 11 20v17.200A21.900 21.900 0 0 1 21 54.200V37c0-7.500 4.500-14 11-20Z"
        fill={light}
      />
      <path d="M32 17c6.500 6 11 12.500 11 20v17.200l-9.500 5.300c-.500.300-1.500 0-1.500-1Z" fill={door} />
      <circle cx="35.800" cy="40" r="1.700" fill={light} />
    </svg>
  )
}
