/** What an event says: people and their answers, text, place, the link to join, who may see it. */
import { describe, expect, it } from 'vitest'
import { calendar, event, meeting, meetingsOf } from './calendars.ts'

describe('people', () => {
  const people = (...lines: string[]) => meeting(...lines).attendees.map(({ address, name }) => [address, name])

  it('come with their names and answers', () => {
    expect(
      meeting(
        'ORGANIZER;CN="Ruiz, Ana":MAILTO:Ana@Talleres.TEST',
        'ATTENDEE;CN=Bo Lind;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:bo@acme.example',
        'ATTENDEE;CN=Cai;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:mailto:cai@acme.example',
        'ATTENDEE;PARTSTAT=TENTATIVE:mailto:dora@acme.example',
        'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:eli@acme.example',
        'ATTENDEE;PARTSTAT=DELEGATED:mailto:fia@acme.example',
      ),
    ).toMatchObject({
      organizer: { address: 'Ana@talleres.test', name: 'Ruiz, Ana' },
      attendees: [
        { address: 'bo@acme.example', name: 'Bo Lind', answer: 'accepted', optional: false },
        { address: 'cai@acme.example', name: 'Cai', answer: 'declined', optional: true },
        { address: 'dora@acme.example', name: null, answer: 'tentative', optional: false },
        { address: 'eli@acme.example', name: null, answer: 'none', optional: false },
        { address: 'fia@acme.example', name: null, answer: 'none', optional: false },
      ],
    })
  })

  it.each([
    ['ATTENDEE;CN=Ana:ana@taller.test', [['ana@taller.test', 'Ana']]],
    ['ATTENDEE;CN=Ana;EMAIL=ana@taller.test:urn:uuid:3', [['ana@taller.test', 'Ana']]],
    ['ATTENDEE;CN=ana@taller.test:mailto:ana@taller.test', [['ana@taller.test', null]]],
    ["ATTENDEE;CN='Ana Ruiz':mailto:ana@taller.test", [['ana@taller.test', 'Ana Ruiz']]],
    ["ATTENDEE;CN=^'Nana^' Ruiz:mailto:ana@taller.test", [['ana@taller.test', '"Nana" Ruiz']]],
    ['ATTENDEE:mailto:ana%40taller.test', [['ana@taller.test', null]]],
    ['ATTENDEE:mailto:ana@taller.test?subject=x', [['ana@taller.test', null]]],
    ['ATTENDEE;CN=Ana:mailto:ana@bücher.example', [['ana@xn--bcher-kva.example', 'Ana']]],
    ['ATTENDEE;CN=Ana:invalid:nomail', []],
    ['ATTENDEE;CN=Sala;CUTYPE=ROOM:mailto:sala@taller.test', []],
    ['ATTENDEE;CN=Proyector;CUTYPE=RESOURCE:mailto:p@taller.test', []],
    ['ATTENDEE;CN=Copia;ROLE=NON-PARTICIPANT:mailto:copia@taller.test', []],
    ['ATTENDEE;CN=Equipo:mailto:c_12@group.calendar.google.com', []],
  ])('%s', (line, expected) => {
    expect(people(line)).toEqual(expected)
  })

  it('count once, with the answer that they gave', () => {
    const twice = ['ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bo@acme.example', 'ATTENDEE;CN=Bo:mailto:bo@ACME.example']
    expect(meeting(...twice).attendees).toEqual([
      { address: 'bo@acme.example', name: 'Bo', answer: 'accepted', optional: false },
    ])
  })

  it('that organise are no attendees unless they are listed, and may be nobody', () => {
    expect(meeting('ORGANIZER:mailto:ana@taller.test').attendees).toEqual([])
    expect(meeting('ORGANIZER:mailto:unknownorganizer@calendar.google.com').organizer).toBeNull()
    expect(meeting().organizer).toBeNull()
  })
})

describe('the description', () => {
  const said = (...lines: string[]) => {
    const { text, html } = meeting(...lines)
    return { text, html }
  }

  it('is text, with its escapes read', () => {
    expect(said('DESCRIPTION:Orden del día:\\n1. Precio\\, plazo\\; y \\\\ más\\N')).toEqual({
      text: 'Orden del día:\n1. Precio, plazo; y \\ más',
      html: null,
    })
  })

  it('is HTML where it says so, or is so without saying it', () => {
    const html = '<p>Precio, plazo</p>'
    expect(said('X-ALT-DESC;FMTTYPE=text/html:<p>Precio\\, plazo</p>', 'DESCRIPTION:Precio')).toEqual({
      text: 'Precio',
      html,
    })
    expect(said('STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>Precio\\, plazo</p>')).toEqual({ text: null, html })
    expect(said('DESCRIPTION:<p>Precio\\, plazo</p>')).toEqual({ text: null, html })
    expect(said('DESCRIPTION:a < b y <ana@taller.test>')).toEqual({ text: 'a < b y <ana@taller.test>', html: null })
  })

  it('is folded anywhere, even within a letter', () => {
    const bytes = Buffer.from(calendar(event('SUMMARY:Reunión', 'DESCRIPTION:uno dos')))
    const at = bytes.indexOf(Buffer.from('ó')) + 1
    const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)])
    expect(meetingsOf(folded)).toMatchObject([{ title: 'Reunión' }])
    expect(meetingsOf(calendar(event('DESCRIPTION:uno\r\n  dos\r\n\ttres')))).toMatchObject([{ text: 'uno dostres' }])
  })

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['windows-1252', (text: string) => Buffer.from(text, 'latin1')],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['LF only', (text: string) => Buffer.from(text.replaceAll('\r', ''))],
    ['CR only', (text: string) => Buffer.from(text.replaceAll('\n', ''))],
  ])('is read in %s', (_, encode) => {
    expect(meetingsOf(encode(calendar(event('SUMMARY:Reunión en Logroño'))))).toMatchObject([
      { title: 'Reunión en Logroño' },
    ])
  })

  it('of an alarm is not the event’s', () => {
    const alarm = 'BEGIN:VALARM\r\nUID:otro\r\nTRIGGER:-PT5M\r\nDESCRIPTION:Ya\r\nEND:VALARM'
    expect(meeting('DESCRIPTION:Orden', alarm)).toMatchObject({ uid: 'visita@taller.test', text: 'Orden' })
  })
})

describe('the link to join', () => {
  it.each([
    ['CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://llamadas.test/sala?x=1', 'https://llamadas.test/sala?x=1'],
    ['X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij', 'https://meet.google.com/abc-defg-hij'],
    [
      'X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19%3a',
      'https://teams.microsoft.com/l/meetup-join/19%3a',
    ],
    ['X-MICROSOFT-ONLINEMEETINGEXTERNALLINK:https://x.test/1', 'https://x.test/1'],
    ['URL:https://taller.test/sala', 'https://taller.test/sala'],
    ['LOCATION:https://acme.zoom.us/j/123?pwd=a', 'https://acme.zoom.us/j/123?pwd=a'],
    ['DESCRIPTION:Entra en https://meet.jit.si/taller. Gracias', 'https://meet.jit.si/taller'],
    ['DESCRIPTION:(https://acme.webex.com/meet/ana)', 'https://acme.webex.com/meet/ana'],
    ['DESCRIPTION:<a href="https://whereby.com/taller">Sala</a>', 'https://whereby.com/taller'],
    ['DESCRIPTION:https://teams.microsoft.com/meet/123?p=x', 'https://teams.microsoft.com/meet/123?p=x'],
    [
      'DESCRIPTION:https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F9&data=x',
      'https://zoom.us/j/9',
    ],
    ['DESCRIPTION:Mira https://taller.test/folleto', null],
    ['URL:http://taller.test/sala', null],
    ['URL:javascript:alert(1)', null],
    ['CONFERENCE;VALUE=URI:tel:+34600000000', null],
    ['DESCRIPTION:https://zoom.us.evil.test/j/1', null],
    ['URL:https://ana:clave@taller.test/', null],
  ])('%s', (line, expected) => {
    expect(meeting(line).joinUrl).toBe(expected)
  })

  it('that the event names comes before one in its text', () => {
    expect(meeting('DESCRIPTION:https://zoom.us/j/1', 'X-GOOGLE-CONFERENCE:https://meet.google.com/a').joinUrl).toBe(
      'https://meet.google.com/a',
    )
  })
})

it.each([
  ['CLASS:PRIVATE', true],
  ['CLASS:confidential', true],
  ['CLASS:PUBLIC', false],
  ['SUMMARY:PRIVATE', false],
])('%s', (line, expected) => {
  expect(meeting(line).private).toBe(expected)
})

it('says what it is, where, and leaves out what it does not say', () => {
  expect(meeting('SUMMARY;LANGUAGE=es:Visita\\, planta 2', 'LOCATION:Nave 4\\nLogroño')).toMatchObject({
    title: 'Visita, planta 2',
    place: 'Nave 4 Logroño',
  })
  expect(meeting('SUMMARY:')).toMatchObject({ title: null, place: null, text: null, html: null, joinUrl: null })
})

it('todos, journals and busy times are no meetings', () => {
  const others = ['VTODO', 'VJOURNAL', 'VFREEBUSY'].map(
    (kind) => `BEGIN:${kind}\r\nUID:x\r\nDTSTART:20261130T100000Z\r\nEND:${kind}`,
  )
  expect(meetingsOf(calendar(...others, event()))).toHaveLength(1)
})
