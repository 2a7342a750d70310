const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/AlipayClient/, 'Alipay'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** 'Chrome · Windows' of a browser's long description; what it is not known by stands as it is. */
export function describeAgent(agent: string): string {
  const found = [browsers, systems].map((table) => table.find(([pattern]) => pattern.test(agent))?.[1])
  return found.filter(Boolean).join(' · ') || agent.slice(0, 40)
}

export const isPhoneAgent = (agent: string): boolean => /Mobile|Android|iPhone/.test(agent)
