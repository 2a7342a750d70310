import { CheckCircleFilled, RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { Panel } from '../../../shared/page-shell.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { useFirstSteps, type Step } from '../use-first-steps.ts'

/** The checklist of a new merchant; gone once all is done, or put away on this device. */
export function FirstSteps() {
  const text = useText('dashboard')
  const { merchant } = useSession('merchant')
  const hiddenKey = `sesame.steps.${merchant.id}`
  const [hidden, setHidden] = useState(localStorage.getItem(hiddenKey) === 'hidden')
  const steps = useFirstSteps()
  if (hidden || !steps) return null
  const done = steps.filter((step) => step.done).length
  if (done === steps.length) return null
  const hide = () => {
    localStorage.setItem(hiddenKey, 'hidden')
    setHidden(true)
  }
  const next = steps.find((step) => !step.done)
  return (
    <div style={{ marginBottom: 16 }}>
      <Panel
        title={text('steps')}
        extra={
          <Button type="text" size="small" onClick={hide}>
            {text('steps.hide')}
          </Button>
        }
      >
        <div className="dashboard-steps-progress">
          <span>{text('steps.purpose', { done, all: steps.length })}</span>
          <Progress
            strokeColor="var(--sesame-primary)"
            percent={Math.round((done / steps.length) * 100)}
            showInfo={false}
            size="small"
          />
        </div>
        <div className="dashboard-steps">
          {steps.map((step) => (
            <OneStep key={step.name} step={step} next={step.name === next?.name} />
          ))}
        </div>
      </Panel>
    </div>
  )
}

function OneStep({ step, next }: { step: Step; next: boolean }) {
  const text = useText('dashboard')
  const classes = ['dashboard-step', step.done && 'dashboard-step-done', next && 'dashboard-step-next']
  return (
    <Link to={step.to} className={classes.filter(Boolean).join(' ')}>
      <span className="dashboard-step-mark" aria-label={step.done ? text('step.done') : text('step.go')}>
        {step.done ? <CheckCircleFilled /> : <RightOutlined />}
      </span>
      <span>
        <strong>{text(`step.${step.name}`)}</strong>
        <span className="dashboard-step-why">{text(`step.${step.name}.why`)}</span>
      </span>
    </Link>
  )
}
