import { Alert, Button, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { useCommand, useQueryOf } from '../api.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { DateTime } from '../date-time.tsx'
import { Facts } from '../facts.tsx'
import { Answered } from '../looks.tsx'
import { useNotice } from '../notice.tsx'
import { accessOf, queryClient, sessionQuery, type Audience } from '../session.ts'
import { ToneTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SecondFactorSetUp } from './second-factor-set-up.tsx'

type Shown = { since: string | null; recoveryCodes: number; required: boolean }

/** A code from one's own phone beside the password: set up, new recovery codes, turned off. */
export function SecondFactorPanel({ audience }: { audience: Audience }) {
  const [codes, setCodes] = useState<string[]>()
  const asked = useQueryOf(accessOf(audience).secondFactor, {})
  const close = () => {
    setCodes(undefined)
    // Who had to set it up may go on now.
    void queryClient.refetchQueries({ queryKey: sessionQuery(audience).queryKey })
  }
  return (
    <>
      <Answered query={asked}>
        {(answer) =>
          answer.since === null ? (
            <Off audience={audience} onCodes={setCodes} />
          ) : (
            <On audience={audience} shown={answer} onCodes={setCodes} />
          )
        }
      </Answered>
      <RecoveryCodes codes={codes} onClose={close} />
    </>
  )
}

function Off({ audience, onCodes }: { audience: Audience; onCodes: (codes: string[]) => void }) {
  const text = useText('secondFactor')
  const offer = useCommand(accessOf(audience).offerSecondFactor)
  const [offered, setOffered] = useState<{ secret: string; uri: string }>()
  // The refusal is shown by useCommand.
  const begin = () => void offer.send({}).then(setOffered, () => undefined)
  return (
    <>
      <Typography.Paragraph type="secondary">{text('purpose')}</Typography.Paragraph>
      <Button type="primary" loading={offer.sending} onClick={begin}>
        {text('begin')}
      </Button>
      {offered && (
        <SecondFactorSetUp
          audience={audience}
          offered={offered}
          onCancel={() => setOffered(undefined)}
          onDone={(codes) => {
            setOffered(undefined)
            onCodes(codes)
          }}
        />
      )}
    </>
  )
}

type OnProps = { audience: Audience; shown: Shown; onCodes: (codes: string[]) => void }

function On({ audience, shown, onCodes }: OnProps) {
  const text = useText('secondFactor')
  const renew = useCommand(accessOf(audience).makeRecoveryCodes, { quiet: true })
  const few = shown.recoveryCodes <= 2
  return (
    <Flex vertical gap={12}>
      <Facts
        facts={[
          { label: text('state'), value: <ToneTag tone="own">{text('on')}</ToneTag> },
          { label: text('since'), value: shown.since && <DateTime at={shown.since} /> },
          { label: text('codes.left'), value: text('codes.count', { count: shown.recoveryCodes }) },
        ]}
      />
      {few && <Alert type="warning" showIcon title={text('codes.few')} />}
      <Flex gap={8} wrap>
        <ConfirmButton
          label={text('codes.renew')}
          title={text('codes.renew.title')}
          hint={text('codes.renew.hint')}
          onConfirm={async () => onCodes((await renew.send({})).recoveryCodes)}
        />
        {shown.required ? (
          <Typography.Text type="secondary" style={{ alignSelf: 'center', fontSize: 12 }}>
            {text('required')}
          </Typography.Text>
        ) : (
          <TurnOff audience={audience} />
        )}
      </Flex>
    </Flex>
  )
}

function TurnOff({ audience }: { audience: Audience }) {
  const text = useText('secondFactor')
  const notice = useNotice()
  const [code, setCode] = useState('')
  const end = useCommand(accessOf(audience).turnOffSecondFactor, { quiet: true })
  return (
    <ConfirmButton
      danger
      label={text('off')}
      title={text('off.title')}
      hint={text('off.hint')}
      ready={code.trim().length >= 6}
      onConfirm={async () => {
        await end.send({ body: { code: code.trim() } })
        setCode('')
        notice.done(text('off.done'))
      }}
    >
      <Form.Item label={text('code.either')} layout="vertical" style={{ margin: '12px 0 0' }}>
        <Input
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="one-time-code"
          maxLength={20}
        />
      </Form.Item>
    </ConfirmButton>
  )
}
