/** Every job's name and payload. What belongs to a merchant starts with merchantId; payloads carry ids only. */
export interface JobPayloads {
  'audit.chain': { merchantId: string }
}

export type JobName = keyof JobPayloads
