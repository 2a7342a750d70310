import { channelRoutes } from '@sesame/contract/channels'
import { Alert, Button, Flex, Form, Input, Radio, Steps, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { providers, type Provider } from '../../../shared/channels/channel.ts'
import { KeysFields, keysInitial, keysOf, type KeysValues } from '../../../shared/channels/keys-fields.tsx'
import { ProviderMark } from '../../../shared/channels/provider-mark.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { useText } from '../../../shared/text.ts'
import type { ChannelAccount } from './channel.ts'
import { TestPayment } from './test-payment.tsx'

type Values = KeysValues & { provider: Provider; name: string }

/** From choosing a channel to a payment that proves it works. */
export function AccountWizard({ onClose }: { onClose: () => void }) {
  const text = useText('channels')
  const [form] = Form.useForm<Values>()
  const [step, setStep] = useState(0)
  const [saved, setSaved] = useState<ChannelAccount | undefined>(undefined)
  const add = useCommand(channelRoutes.addChannelAccount)
  const provider =
    (Form.useWatch('provider', { form, preserve: true }) as Provider | undefined) ?? 'wechat-pay'

  const next = async () => {
    try {
      await form.validateFields()
      if (step === 0) return setStep(1)
      // Fields of the first step are not on the screen any more, but kept.
      const values = form.getFieldsValue(true) as Values
      setSaved(await add.send({ body: { name: values.name, keys: keysOf(provider, values) } }))
      setStep(2)
    } catch {
      // The form shows what is missing, and useCommand a refusal.
    }
  }
  return (
    <DetailDrawer
      id="new"
      onClose={onClose}
      title={text('add')}
      width={640}
      actions={
        step === 2 ? (
          <Button type="primary" onClick={onClose}>
            {text('finish')}
          </Button>
        ) : (
          <>
            {step === 1 && <Button onClick={() => setStep(0)}>{text('back')}</Button>}
            <Button type="primary" loading={add.sending} onClick={() => void next()}>
              {text(step === 0 ? 'next' : 'save.and.test')}
            </Button>
          </>
        )
      }
    >
      <Steps
        size="small"
        current={step}
        responsive={false}
        titlePlacement="vertical"
        items={[{ title: text('step.provider') }, { title: text('step.keys') }, { title: text('step.test') }]}
        style={{ marginBottom: 24 }}
      />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ provider: 'wechat-pay', ...keysInitial }}
        scrollToFirstError
      >
        {step === 0 && <ProviderFields />}
        {step === 1 && <KeysFields provider={provider} />}
      </Form>
      {step === 2 && saved && <TestPayment account={saved} />}
    </DetailDrawer>
  )
}

function ProviderFields() {
  const text = useText('channels')
  return (
    <>
      <Form.Item name="provider" label={text('provider')}>
        <Radio.Group style={{ width: '100%' }}>
          <Flex vertical gap={10}>
            {providers.map((provider) => (
              <Radio key={provider} value={provider} className="sesame-choice">
                <Flex gap={12} align="center">
                  <ProviderMark provider={provider} />
                  <span>
                    <strong>{text(`provider.${provider}`)}</strong>
                    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
                      {text(`provider.${provider}.hint`)}
                    </Typography.Text>
                  </span>
                </Flex>
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
      <Alert type="info" showIcon title={text('custody.own.hint')} style={{ marginBottom: 16 }} />
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" placeholder={text('name.placeholder')} />
      </Form.Item>
    </>
  )
}
