/** By refusal code; a file beside this one for each area. */
export type Messages = Record<string, { zh: string; en: string }>

export type Language = 'zh' | 'en'
