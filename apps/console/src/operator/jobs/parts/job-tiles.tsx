import type { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf } from '@sesame/contract/route'
import { jobStates, type JobState } from '@sesame/contract/states'
import { useAppearance } from '../../../shared/appearance.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { stateTones } from '../../../shared/states.ts'
import { palettes } from '../../../shared/theme.ts'

type Counts = AnswerOf<typeof operatorRoutes.jobSummary>['items']
type JobTilesProps = {
  counts: Counts
  chosen: string | undefined
  onChoose: (state: JobState | undefined) => void
}

/** How many jobs are in each state; a tile filters the list by it. */
export function JobTiles({ counts, chosen, onChoose }: JobTilesProps) {
  const { scheme } = useAppearance()
  return (
    <div className="sesame-figures">
      {jobStates.map((state) => {
        const count = counts.reduce((sum, item) => sum + item[state], 0)
        const tone = state === 'dead' && count === 0 ? 'neutral' : stateTones.job[state]
        return (
          <button
            key={state}
            type="button"
            aria-pressed={chosen === state}
            className="sesame-panel sesame-figure sesame-tile-button"
            style={{ borderInlineStartColor: palettes[scheme].tones[tone].solid }}
            onClick={() => onChoose(chosen === state ? undefined : state)}
          >
            <StateTag kind="job" state={state} />
            <div className="sesame-figure-value">{count}</div>
          </button>
        )
      })}
    </div>
  )
}
