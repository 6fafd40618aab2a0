import { describe, expect, it } from 'vitest'
import { compose, mixed, multipart, read, text, type Fields } from '../support/compose.ts'

const signals = async (fields: Fields, body?: string) => (await read(compose(fields, body))).signals

describe('private', () => {
  it.each([
    ['Personal', true],
    ['private', true],
    ['Company-Confidential', true],
    ['Company-Confidential (really)', true],
    ['Normal', false],
    ['', false],
  ])('Sensitivity: %s is %s', async (value, expected) => {
    expect((await signals({ Sensitivity: value })).private).toBe(expected)
  })
})

describe('auto-reply', () => {
  it.each([
    [{ 'Auto-Submitted': 'auto-replied' }, true],
    [{ 'Auto-Submitted': 'auto-generated; x=y' }, true],
    [{ 'Auto-Submitted': 'no' }, false],
    [{ 'Auto-Submitted': 'No (manual)' }, false],
    [{ 'Auto-Submitted': '' }, false],
    [{ 'X-Autoreply': 'yes' }, true],
    [{ 'X-Autorespond': '' }, true],
    [{ Precedence: 'auto_reply' }, true],
    [{ Subject: 'Automatic reply: out of office' }, false],
    [{ Subject: 'Fuera de la oficina' }, false],
    [{ 'X-Auto-Response-Suppress': 'All' }, false],
  ])('%j is %s', async (fields, expected) => {
    expect((await signals(fields as Fields)).autoReply).toBe(expected)
  })

  it('is a read receipt', async () => {
    const { body } = multipart('report', [
      text('Leído'),
      text('Disposition: displayed', 'message/disposition-notification'),
    ])
    const type = 'multipart/report; report-type="disposition-notification"; boundary="b-report"'
    expect(await signals({ 'Content-Type': type }, body)).toMatchObject({ autoReply: true, bounce: false })
  })
})

describe('bounce', () => {
  it('is a delivery report, with its type said or not', async () => {
    const { type, body } = multipart('report', [text('Failed'), text('Status: 5.1.1', 'message/delivery-status')])
    expect((await signals({ 'Content-Type': `${type}; report-type=delivery-status` }, body)).bounce).toBe(true)
    expect((await signals({ 'Content-Type': type }, body)).bounce).toBe(true)
  })

  it.each([
    [{ 'X-Failed-Recipients': 'x@a.test' }, true],
    [{ 'Return-Path': '<>', From: 'Mail Delivery System <MAILER-DAEMON@a.test>' }, true],
    [{ 'Return-Path': '< >', From: 'postmaster@a.test' }, true],
    [{ 'Return-Path': '<>', From: 'MAILER-DAEMON' }, true],
    [{ 'Return-Path': '<>' }, false],
    [{ 'Return-Path': '<a@a.test>', From: 'postmaster@a.test' }, false],
    [{ Subject: 'Undelivered Mail Returned to Sender' }, false],
  ])('%j is %s', async (fields, expected) => {
    expect((await signals(fields as Fields)).bounce).toBe(expected)
  })

  it('that somebody forwards is none', async () => {
    const { type, body } = multipart('report', [text('Failed'), text('Status: 5.1.1', 'message/delivery-status')])
    const bounce = compose(
      { 'Content-Type': `${type}; report-type=delivery-status`, 'X-Failed-Recipients': 'x@a.test' },
      body,
    )
    const message = await read(mixed({}, [text('Otra vez'), `Content-Type: message/rfc822\n\n${bounce}`]))
    expect(message.signals).toMatchObject({ bounce: false, autoReply: false })
  })
})

describe('calendar mail', () => {
  const calendar = (type: string) => mixed({}, [text('Reunión'), text('BEGIN:VCALENDAR\nEND:VCALENDAR', type)])

  it.each([
    ['text/calendar; charset=utf-8; method=REQUEST', true],
    ['text/calendar; method="reply"; charset=utf-8', true],
    ['text/calendar; name=invite.ics; METHOD=CANCEL', true],
    ['text/calendar; charset=utf-8', false],
  ])('with %s is %s', async (type, expected) => {
    const message = await read(calendar(type))
    expect(message.signals.calendarMail).toBe(expected)
    expect(message.attachments.every(({ inline }) => inline)).toBe(true)
  })
})

describe('bulk', () => {
  it.each([
    [{ 'List-Id': 'Noticias <news.acme.example>' }, true, 'news.acme.example'],
    [{ 'List-Id': '<Ventas.Talleres.TEST>' }, true, 'ventas.talleres.test'],
    [{ 'List-Id': 'ventas.talleres.test' }, true, 'ventas.talleres.test'],
    [{ 'List-Id': '=?utf-8?Q?Espa=C3=B1a?= <es.acme.example>' }, true, 'es.acme.example'],
    [{ 'List-Id': 'list <ventas@talleres.test>' }, true, 'ventas.talleres.test'],
    [{ 'List-Id': 'only words here' }, true, null],
    [{ 'List-Unsubscribe': '<mailto:x@a.test>' }, true, null],
    [{ Precedence: 'bulk' }, true, null],
    [{ Precedence: 'List' }, true, null],
    [{ Precedence: 'junk' }, true, null],
    [{ Precedence: 'normal' }, false, null],
    [{ 'X-Mailer': 'Bulk' }, false, null],
  ])('%j is %s, of list %s', async (fields, bulk, listId) => {
    expect(await signals(fields as Fields)).toMatchObject({ bulk, listId })
  })
})
