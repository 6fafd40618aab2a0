/**
 * What the people of the demo did by hand: a visit, calls, promises, opportunities, a notice, a conversation that
 * somebody took.
 */
import type { Interaction } from '#shared/api.ts'
import type { MeetingNotesBody } from '#shared/api/meetings.ts'
import type { Engine } from '../sync/engine.ts'
import type { About, Act, Door } from './door.ts'
import { withDoor } from './door.ts'
import { ANA, EVA, INIGO, JUAN, MARTA, NEREA, TOM } from './mails/cast.ts'
import { AMAIA, JON } from './mails/cast-wider.ts'
import type { Clock } from './mails/clock.ts'
import { createClock } from './mails/clock.ts'

const ADMIN = 'iker.zubia@sirinube.example'
const INTERESTS = ['Servidor en la nube', 'Copias de seguridad', 'Mantenimiento', 'Tienda web'] as const

/** A day of work: the door, the demo's calendar, and the ids of the interests by their name. */
type Desk = { door: Door; clock: Clock; interests: Map<string, string> }
type Interest = (typeof INTERESTS)[number]

/** To be called when the demo's mail is in and its people have their names. */
export async function workInDemo(engine: Engine, now: Date): Promise<void> {
  const clock = createClock(now)
  await withDoor(engine, async (door) => {
    const interests = new Map<string, string>()
    for (const label of INTERESTS) {
      const { id } = await door.post<{ id: string }>({ by: ADMIN, at: clock.at(44, '09:00') }, '/api/pick-options', {
        label,
      })
      interests.set(label, id)
    }
    const desk = { door, clock, interests }
    await atTalleresNorte(desk)
    await atArriandi(desk)
    await elsewhere(desk)
  })
}

type Spoken = {
  kind: 'call' | 'visit'
  about: About
  occurredAt: Date
  subject: string
  text: string
  opportunityId?: string
  nextStep?: { title: string; dueOn: string; ownerId: string }
}

const log = ({ door }: Desk, act: Act, { about, occurredAt, ...said }: Spoken) =>
  door.post(act, '/api/interactions', {
    ...said,
    contactIds: [about.contactId],
    companyId: about.companyId,
    occurredAt: occurredAt.toISOString(),
  })

type Owed = { title: string; owner: string; due: Date; about: About }

const owe = ({ door }: Desk, act: Act, { title, owner, due, about }: Owed) =>
  door.post(act, '/api/followups', { title, dueOn: day(due), ownerId: door.userId(owner), ...about })

type Pursued = { title: string; about: About; owner: string; stage: number; interest: Interest; more?: object }

async function pursue({ door, interests }: Desk, act: Act, pursued: Pursued): Promise<string> {
  const { title, about, owner, stage, interest, more } = pursued
  const stages = await door.get<{ items: { id: string }[] }>(act, '/api/stages')
  const { id } = await door.post<{ id: string }>(act, '/api/opportunities', {
    title,
    companyId: about.companyId,
    contactIds: [about.contactId],
    stageId: stages.items[stage]?.id,
    currency: 'EUR',
    ownerId: door.userId(owner),
    pickIds: [interests.get(interest)],
    ...more,
  })
  return id
}

const interest = ({ door, interests }: Desk, act: Act, { companyId }: About, names: Interest[]) =>
  door.put(act, `/api/picks/company/${companyId}`, { optionIds: names.map((name) => interests.get(name)) })

/** The conversation of the newest mail with these words. */
async function conversationAbout({ door, clock }: Desk, by: string, { companyId }: About, words: string) {
  const path = `/api/interactions?companyId=${companyId}&q=${encodeURIComponent(words)}&limit=1`
  const { items } = await door.get<{ items: Interaction[] }>({ by, at: clock.now }, path)
  return items[0]?.conversationId ?? null
}

const day = (at: Date) => at.toISOString().slice(0, 10)

async function atTalleresNorte(desk: Desk): Promise<void> {
  const { door, clock } = desk
  const about = await door.find({ by: ANA.address, at: clock.now }, EVA.address)
  await door.put({ by: MARTA.address, at: clock.at(26, '17:45') }, `/api/notices/company/${about.companyId}`, {
    text: 'Sin descuentos antes de marzo: pregunta a Marta.',
  })
  await interest(desk, { by: ANA.address, at: clock.at(31, '13:20') }, about, [
    'Servidor en la nube',
    'Copias de seguridad',
    'Mantenimiento',
  ])
  await log(
    desk,
    { by: JUAN.address, at: clock.at(5, '08:50') },
    {
      kind: 'visit',
      about,
      occurredAt: clock.saturdayAt(10, '07:00'),
      subject: 'Corte del sábado en Basauri',
      text: 'Empezamos a las 7:00 y acabamos a las 13:20, sin tener que volver atrás. Máquinas y oficina van separadas y el portal está en la DMZ. Eva lo probó desde su casa con dos proveedores. A Unai, que pasó a saludar, le preocupan las copias: hoy están en un disco encima del servidor.',
    },
  )
  const opportunityId = await pursue(
    desk,
    { by: ANA.address, at: clock.at(4, '12:10') },
    {
      title: 'Copias de seguridad en la nube',
      about,
      owner: ANA.address,
      stage: 2,
      interest: 'Copias de seguridad',
      more: {
        amount: '4860.00',
        expectedOn: day(clock.at(-20, '09:00')),
        conversationId: await conversationAbout(desk, ANA.address, about, 'Copias de seguridad'),
      },
    },
  )
  await log(
    desk,
    { by: MARTA.address, at: clock.at(2, '16:20') },
    {
      kind: 'call',
      about,
      opportunityId,
      occurredAt: clock.at(2, '16:15'),
      subject: 'Llamó Eva por las copias',
      text: 'Eva llamó preguntando por Ana: quiere saber si las copias de la fase 2 incluyen el servidor de planos. Le dije que Ana la llama.',
      nextStep: {
        title: 'Llamar a Eva: ¿las copias incluyen el servidor de planos?',
        dueOn: day(clock.at(1, '09:00')),
        ownerId: door.userId(ANA.address),
      },
    },
  )
  await owe(
    desk,
    { by: JUAN.address, at: clock.at(5, '09:30') },
    {
      title: 'Comprobar la impresora de etiquetas tras el corte',
      owner: JUAN.address,
      due: clock.at(-2, '09:00'),
      about,
    },
  )
}

async function atArriandi(desk: Desk): Promise<void> {
  const { door, clock } = desk
  const about = await door.find({ by: ANA.address, at: clock.now }, JON.address)
  await interest(desk, { by: ANA.address, at: clock.at(8, '10:50') }, about, ['Servidor en la nube', 'Tienda web'])
  await pursue(
    desk,
    { by: ANA.address, at: clock.at(8, '10:55') },
    {
      title: 'Tienda web: botellas, pocas y buenas',
      about,
      owner: ANA.address,
      stage: 0,
      interest: 'Tienda web',
      more: { conversationId: await conversationAbout(desk, ANA.address, about, 'Tres meses') },
    },
  )
  await besideMeeting(desk, { by: ANA.address, at: clock.recent(90) }, 'Bodegas Arriandi: revisión del trimestre', {
    objective: 'Que Jon diga si la tienda web entra en el presupuesto de este año.',
  })
}

/** @throws when there is no such meeting in the calendars of who writes */
async function besideMeeting({ door }: Desk, act: Act, title: string, written: MeetingNotesBody): Promise<void> {
  const { items } = await door.get<{ items: Interaction[] }>(act, '/api/meetings?limit=200')
  const meeting = items.find((one) => one.subject === title)
  if (!meeting) throw new Error('the demo: a meeting of its stories is missing')
  await door.put(act, `/api/meetings/${meeting.id}/notes`, written)
}

async function elsewhere(desk: Desk): Promise<void> {
  const { door, clock } = desk
  await besideMeeting(
    desk,
    { by: MARTA.address, at: clock.at(12, '16:20') },
    'Service review, and the coffee I owe you',
    {
      objective: 'That Priya trusts us with Rotterdam.',
      notes:
        'Dispatch has had no complaint since the move. Priya wants the availability of each month in one page, by the fifth.',
    },
  )
  const find = (address: string) => door.find({ by: ANA.address, at: clock.now }, address)
  const bakery = await find(INIGO.address)
  const slow = await conversationAbout(desk, JUAN.address, bakery, 'lenta')
  if (slow !== null)
    await door.put({ by: JUAN.address, at: clock.recent(50) }, `/api/conversations/${slow}/state`, { state: 'claimed' })
  await interest(desk, { by: JUAN.address, at: clock.at(20, '09:00') }, bakery, ['Tienda web'])
  await owe(
    desk,
    { by: ANA.address, at: clock.at(13, '10:00') },
    {
      title: 'Preguntar a Nerea qué ha decidido el consejo',
      owner: ANA.address,
      due: clock.at(-4, '09:00'),
      about: await find(NEREA.address),
    },
  )
  await log(
    desk,
    { by: MARTA.address, at: clock.at(39, '17:15') },
    {
      kind: 'call',
      about: await find(AMAIA.address),
      occurredAt: clock.at(39, '16:50'),
      subject: 'La naviera de Santurtzi',
      text: 'Amaia ha hablado con ellos: primero quieren el wifi del muelle y lo de las copias lo deciden cuando acaben las obras. Quedamos en que nos avisa cuando le den fecha.',
    },
  )
  await log(
    desk,
    { by: MARTA.address, at: clock.at(26, '13:00') },
    {
      kind: 'call',
      about: await find(TOM.address),
      occurredAt: clock.at(26, '12:30'),
      subject: 'After the outage',
      text: 'Tom accepts the explanation. He wants to see one restore tested before their audit and asked us to send the credit note without being reminded.',
    },
  )
}
