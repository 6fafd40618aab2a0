/**
 * What the people of the demo did by hand, through the same doors as anybody: a visit, calls, promises, an opportunity, a
 * notice, a conversation that somebody took.
 */
import { sql } from 'kysely'
import type { Contact, Interaction } from '#shared/api.ts'
import { insertToken } from '../access/identity.ts'
import { createApp } from '../app.ts'
import type { Engine } from '../sync/engine.ts'
import { ANA, EVA, INIGO, JUAN, MARTA, NEREA, TOM } from './mails/cast.ts'
import type { Clock } from './mails/clock.ts'
import { createClock } from './mails/clock.ts'

const ADMIN = 'iker.zubia@sirinube.example'
const INTERESTS = ['Servidor en la nube', 'Copias de seguridad', 'Mantenimiento', 'Tienda web']

type Door = <T>(who: string, when: Date, request: { method: string; path: string; body?: unknown }) => Promise<T>

/** To be called when the demo's mail is in and its people have their names. */
export async function workInDemo(engine: Engine, now: Date): Promise<void> {
  const clock = createClock(now)
  const { call, leave } = await openDoor(engine)
  try {
    const picks = await nameInterests(call, clock)
    await atTalleresNorte(call, clock, picks)
    await elsewhere(call, clock, picks)
  } finally {
    await leave()
  }
}

/** Signed in as each of them in turn, at the time that each act has. */
async function openDoor(engine: Engine): Promise<{ call: Door; leave: () => Promise<void> }> {
  const { db } = engine.database
  const tokens = new Map<string, string>()
  for (const { id, email } of await db.selectFrom('users').select(['id', 'email']).execute())
    tokens.set(email, await insertToken(db, id, 'demo', engine.now()))
  let clock = engine.now()
  const app = createApp({ ...engine, now: () => clock, demo: false, wake: () => {} })
  const call: Door = async (who, when, { method, path, body }) => {
    clock = when
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${tokens.get(who) ?? ''}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok)
      throw new Error(`the demo: ${method} ${path} answered ${response.status} ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as never
  }
  const leave = async () => void (await sql`DELETE FROM tokens WHERE name = 'demo'`.execute(db))
  return { call, leave }
}

const post = (path: string, body: unknown) => ({ method: 'POST', path, body })
const put = (path: string, body: unknown) => ({ method: 'PUT', path, body })
const get = (path: string) => ({ method: 'GET', path })
const day = (at: Date) => at.toISOString().slice(0, 10)

async function nameInterests(call: Door, clock: Clock): Promise<string[]> {
  const ids: string[] = []
  for (const label of INTERESTS)
    ids.push((await call<{ id: string }>(ADMIN, clock.at(44, '09:00'), post('/api/pick-options', { label }))).id)
  return ids
}

async function contactAt(call: Door, clock: Clock, address: string): Promise<{ contact: Contact; companyId: string }> {
  const { items } = await call<{ items: Contact[] }>(
    ANA.address,
    clock.now,
    get(`/api/contacts?address=${encodeURIComponent(address)}`),
  )
  const contact = items[0]
  if (!contact?.company) throw new Error('the demo: somebody of its stories is missing')
  return { contact, companyId: contact.company.id }
}

async function userId(call: Door, clock: Clock, email: string): Promise<string> {
  return (await call<{ id: string }>(email, clock.now, get('/api/me'))).id
}

/** The conversation of the newest mail with this subject. */
async function conversationAbout(call: Door, clock: Clock, asked: { who: string; companyId: string; q: string }) {
  const path = `/api/interactions?companyId=${asked.companyId}&q=${encodeURIComponent(asked.q)}&limit=1`
  const { items } = await call<{ items: Interaction[] }>(asked.who, clock.now, get(path))
  return items[0]?.conversationId ?? null
}

async function atTalleresNorte(call: Door, clock: Clock, picks: string[]): Promise<void> {
  const { contact, companyId } = await contactAt(call, clock, EVA.address)
  const [ana, juan] = [await userId(call, clock, ANA.address), await userId(call, clock, JUAN.address)]
  await call(
    MARTA.address,
    clock.at(26, '17:45'),
    put(`/api/notices/company/${companyId}`, {
      text: 'Sin descuentos antes de marzo: pregunta a Marta.',
    }),
  )
  await call(
    ANA.address,
    clock.at(31, '13:20'),
    put(`/api/picks/company/${companyId}`, { optionIds: picks.slice(0, 3) }),
  )
  const visit = clock.at(37, '10:00')
  await call(
    JUAN.address,
    clock.at(37, '12:30'),
    post('/api/interactions', {
      kind: 'visit',
      contactIds: [contact.id],
      companyId,
      userIds: [ana],
      occurredAt: visit.toISOString(),
      subject: 'Visita al taller de Basauri',
      text: 'Eva nos enseñó la sala y el cuadro de red. Quiere el portal de proveedores fuera de su red y una DMZ antes de la auditoría; también le interesa un servidor en la nube. Quedamos en mandarle una oferta con dos opciones.',
    }),
  )
  const stages = await call<{ items: { id: string; outcome: string }[] }>(ANA.address, clock.now, get('/api/stages'))
  const backups = await conversationAbout(call, clock, { who: ANA.address, companyId, q: 'Copias de seguridad' })
  const opportunity = await call<{ id: string }>(
    ANA.address,
    clock.at(4, '12:10'),
    post('/api/opportunities', {
      title: 'Copias de seguridad en la nube',
      companyId,
      contactIds: [contact.id],
      stageId: stages.items[2]?.id,
      amount: '4860.00',
      currency: 'EUR',
      ownerId: ana,
      expectedOn: day(clock.at(-20, '09:00')),
      pickIds: [picks[1]],
      conversationId: backups,
    }),
  )
  await call(
    MARTA.address,
    clock.at(2, '16:20'),
    post('/api/interactions', {
      kind: 'call',
      contactIds: [contact.id],
      companyId,
      opportunityId: opportunity.id,
      occurredAt: clock.at(2, '16:15').toISOString(),
      subject: 'Llamó Eva por las copias',
      text: 'Eva llamó preguntando por Ana: quiere saber si las copias de la fase 2 incluyen el servidor de planos. Le dije que Ana la llama.',
      nextStep: {
        title: 'Llamar a Eva: ¿las copias incluyen el servidor de planos?',
        dueOn: day(clock.at(1, '09:00')),
        ownerId: ana,
      },
    }),
  )
  await call(
    JUAN.address,
    clock.at(5, '09:30'),
    post('/api/followups', {
      title: 'Comprobar la impresora de etiquetas tras el corte',
      dueOn: day(clock.at(-2, '09:00')),
      ownerId: juan,
      contactId: contact.id,
      companyId,
    }),
  )
}

async function elsewhere(call: Door, clock: Clock, picks: string[]): Promise<void> {
  const ana = await userId(call, clock, ANA.address)
  const bakery = await contactAt(call, clock, INIGO.address)
  const slow = await conversationAbout(call, clock, { who: JUAN.address, companyId: bakery.companyId, q: 'tienda' })
  if (slow !== null)
    await call(JUAN.address, clock.recent(50), put(`/api/conversations/${slow}/state`, { state: 'claimed' }))
  await call(
    JUAN.address,
    clock.at(20, '09:00'),
    put(`/api/picks/company/${bakery.companyId}`, { optionIds: [picks[3]] }),
  )
  const mareta = await contactAt(call, clock, NEREA.address)
  await call(
    ANA.address,
    clock.at(13, '10:00'),
    post('/api/followups', {
      title: 'Preguntar a Nerea qué ha decidido el consejo',
      dueOn: day(clock.at(-4, '09:00')),
      ownerId: ana,
      contactId: mareta.contact.id,
      companyId: mareta.companyId,
    }),
  )
  const finch = await contactAt(call, clock, TOM.address)
  await call(
    MARTA.address,
    clock.at(26, '13:00'),
    post('/api/interactions', {
      kind: 'call',
      contactIds: [finch.contact.id],
      companyId: finch.companyId,
      occurredAt: clock.at(26, '12:30').toISOString(),
      subject: 'After the outage',
      text: 'Tom accepts the explanation. He wants to see one restore tested before their audit and asked us to send the credit note without being reminded.',
    }),
  )
}
