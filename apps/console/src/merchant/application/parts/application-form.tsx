import { onboardingRoutes } from '@sesame/contract/onboarding'
import { Button, Flex, Form, Radio, Typography, type FormInstance } from 'antd'
import { isRefusal, useCommand, useQueryOf } from '../../../shared/api.ts'
import { isMasked, groupsOf, type ApplicationView } from '../../../shared/application/field-groups.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText } from '../../../shared/text.ts'
import { FieldInput } from './field-input.tsx'

type Values = { typeCode: string; values: Record<string, string | undefined> }
type Problem = { key: string; problem: 'missing' | 'wrong' | 'expired' }

/** The form of the chosen type; a draft is kept at each change of type and by its button. */
export function ApplicationForm({ application }: { application: ApplicationView }) {
  const text = useText('application')
  const [form] = Form.useForm<Values>()
  const { state, typeCode } = application
  const editable = state === 'draft' || state === 'rejected'

  const { keepNow, handIn, keeping } = useHandIn(application, form)

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={!editable}
      initialValues={valuesOf(application)}
      scrollToFirstError
    >
      <Flex vertical gap={16}>
        <TypeChoice editable={editable} onChange={keepNow} />
        {groupsOf(application.form).map((group) => (
          <Panel key={group.name} title={group.name}>
            <div className="sesame-application-fields">
              {group.fields.map((field) => (
                <FieldInput
                  key={field.key}
                  field={field}
                  masked={application.values[field.key]}
                  reason={application.reasons.find(({ key }) => key === field.key)?.reason}
                />
              ))}
            </div>
          </Panel>
        ))}
        {typeCode && editable && (
          <Flex gap={8} justify="flex-end" wrap>
            <Button onClick={keepNow} loading={keeping}>
              {text('save')}
            </Button>
            <ConfirmButton
              label={text('submit')}
              title={text('submit.title')}
              hint={text('submit.hint')}
              onConfirm={handIn}
              button={{ type: 'primary' }}
            />
          </Flex>
        )}
        {state === 'submitted' && <Withdraw />}
      </Flex>
    </Form>
  )
}

/** Keeping a draft, and handing it in with what is wrong shown at its fields. */
function useHandIn(application: ApplicationView, form: FormInstance<Values>) {
  const text = useText('application')
  const notice = useNotice()
  const save = useCommand(onboardingRoutes.saveApplication, { quiet: true })
  const submit = useCommand(onboardingRoutes.submitApplication, { quiet: true })
  const keep = async () => {
    const { typeCode: chosen, values } = form.getFieldsValue(true) as Values
    const filled = Object.entries(values ?? {}).filter(([key]) =>
      application.form.some((field) => field.key === key),
    )
    await save.send({
      body: {
        typeCode: chosen,
        // A masked value that nobody touched is left out, and so kept.
        values: Object.fromEntries(filled.filter(([, value]) => value !== undefined)) as Record<
          string,
          string
        >,
      },
    })
  }
  const keepNow = () =>
    void keep().then(
      () => notice.done(text('saved')),
      (error: unknown) => notice.failed(error),
    )
  const handIn = async () => {
    await keep()
    try {
      await submit.send({})
      notice.done(text('submitted'))
    } catch (error) {
      if (isRefusal(error, 'application.incomplete'))
        form.setFields(
          (error.details['problems'] as Problem[]).map(({ key, problem }) => ({
            name: ['values', key] as never,
            errors: [text(`problem.${problem}`)],
          })),
        )
      throw error
    }
  }
  return { keepNow, handIn, keeping: save.sending }
}

function valuesOf({ typeCode, form, values }: ApplicationView): Values {
  const open = form.filter((field) => !isMasked(field)).map(({ key }) => [key, values[key]])
  return { typeCode: typeCode ?? '', values: Object.fromEntries(open) }
}

function TypeChoice({ editable, onChange }: { editable: boolean; onChange: () => void }) {
  const text = useText('application')
  const types = useQueryOf(onboardingRoutes.listOpenTypes, {}, { enabled: editable })
  if (!editable) return null
  return (
    <Panel title={text('type')}>
      <Form.Item name="typeCode" noStyle>
        <Radio.Group onChange={onChange}>
          <Flex vertical gap={8}>
            {types.data?.items.map((type) => (
              <Radio key={type.code} value={type.code}>
                {type.name}
                <Typography.Text type="secondary" style={{ marginInlineStart: 8, fontSize: 12 }}>
                  {type.summary}
                </Typography.Text>
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
    </Panel>
  )
}

function Withdraw() {
  const text = useText('application')
  const notice = useNotice()
  const withdraw = useCommand(onboardingRoutes.withdrawApplication, { quiet: true })
  return (
    <Flex justify="flex-end">
      <ConfirmButton
        label={text('withdraw')}
        title={text('withdraw.title')}
        hint={text('withdraw.hint')}
        button={{ disabled: false }}
        onConfirm={async () => {
          await withdraw.send({})
          notice.done(text('withdrawn'))
        }}
      />
    </Flex>
  )
}
