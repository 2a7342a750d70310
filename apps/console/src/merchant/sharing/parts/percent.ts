/** '10%', '2.5%': basis points as people say them. */
export const percentText = (basisPoints: number): string => `${Number((basisPoints / 100).toFixed(2))}%`
