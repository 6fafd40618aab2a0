/** The words of the guides. `es` is typed by `en`: both are complete or it does not compile. */
import type { Language } from './pane.ts'

type Said = { title: string; text: string }

const en = {
  showAround: 'Show me around',
  /** What a screen reader calls the card. */
  label: 'Guide',
  count: (at: number, of: number) => `${at} of ${of}`,
  skip: 'Skip',
  back: 'Back',
  next: 'Next',
  done: 'Got it',
  pane: {
    who: {
      title: 'Who writes, and how you stand',
      text: 'Their role and company, whether they are a customer, and which colleague takes care of them.',
    },
    message: {
      title: 'Is this message logged?',
      text: 'Mail with customers logs itself, once for the whole team. Where it did not, this line says why.',
    },
    owed: {
      title: 'What is owed',
      text: 'What was promised and who waits for whom, with what is overdue first. With nothing open, nothing stands here.',
    },
    log: {
      title: 'Calls, visits, and what comes next',
      text: 'What does not happen by mail you log in a line: a call, a visit, a note, with the next step and whose it is.',
    },
    past: {
      title: 'What happened so far',
      text: 'Mail, meetings, calls and visits of every colleague with this company, newest first.',
    },
  } satisfies Record<string, Said>,
  playground: {
    list: {
      title: 'Start with a message',
      text: 'Here is the mail. Choose a message to read it, as in any mail program.',
    },
    record: {
      title: 'The record, beside the message',
      text: 'Who writes, whether it is logged, what is owed and what happened before. Its ⋯ menu explains it part by part.',
    },
    compose: {
      title: 'Write, and see it logged',
      text: 'Write to a customer, or answer a message. Once sent, it is in the record of everybody concerned.',
    },
    calendar: {
      title: 'Meetings too',
      text: 'In the calendar, choose a meeting to see the records of who comes; make one, move it, cancel it.',
    },
    user: {
      title: 'Be a colleague',
      text: 'Become somebody else in the company, and see what they see of the same customer, and what they do not.',
    },
  } satisfies Record<string, Said>,
  pages: {
    customers: {
      title: 'Everybody you deal with',
      text: 'People and companies by status, owner and last contact. Choose one for the whole record.',
    },
    search: {
      title: 'Find anything',
      text: 'A name, a company, a word of a mail from years ago. Press / to start from anywhere.',
    },
    followups: {
      title: 'What you promised',
      text: 'Your follow-ups by day, with what is overdue first. The team queue beside it holds what nobody has taken yet.',
    },
    triage: {
      title: 'Who belongs in the CRM?',
      text: 'Whoever writes for the first time waits here until somebody says what they are. Till then colleagues see nothing of them.',
    },
    settings: {
      title: 'Mailboxes, people, your data',
      text: 'Which mail is read, what is never logged, who works here, and everything in and out as files.',
    },
  } satisfies Record<string, Said>,
}

export type TourStrings = typeof en

const es: TourStrings = {
  showAround: 'Enséñame cómo va',
  label: 'Guía',
  count: (at, of) => `${at} de ${of}`,
  skip: 'Saltar',
  back: 'Atrás',
  next: 'Siguiente',
  done: 'Entendido',
  pane: {
    who: {
      title: 'Quién escribe y qué relación tenéis',
      text: 'Su cargo y su empresa, si ya es cliente y qué compañero lo lleva.',
    },
    message: {
      title: '¿Ha quedado registrado este mensaje?',
      text: 'El correo con clientes se registra solo, una vez para todo el equipo. Si no se ha registrado, aquí pone por qué.',
    },
    owed: {
      title: 'Lo que está pendiente',
      text: 'Qué se prometió y quién espera a quién, con lo atrasado primero. Si no hay nada pendiente, aquí no sale nada.',
    },
    log: {
      title: 'Llamadas, visitas y lo que toca después',
      text: 'Lo que no pasa por el correo lo registras en una línea: una llamada, una visita, una nota, con el siguiente paso y quién lo da.',
    },
    past: {
      title: 'Lo que ha pasado hasta hoy',
      text: 'Correos, reuniones, llamadas y visitas de todos los compañeros con esta empresa, lo último primero.',
    },
  },
  playground: {
    list: {
      title: 'Empieza por un mensaje',
      text: 'Aquí está el correo. Elige un mensaje para leerlo, como en cualquier programa de correo.',
    },
    record: {
      title: 'La ficha, al lado del mensaje',
      text: 'Quién escribe, si está registrado, qué queda pendiente y qué pasó antes. Su menú ⋯ la explica parte por parte.',
    },
    compose: {
      title: 'Escribe y mira cómo se registra',
      text: 'Escribe a un cliente o responde a un mensaje. En cuanto lo envías, está en la ficha de todos los implicados.',
    },
    calendar: {
      title: 'Las reuniones también',
      text: 'En el calendario, elige una reunión y verás las fichas de quienes vienen. Crea una, muévela o cancélala.',
    },
    user: {
      title: 'Ponte en el lugar de un compañero',
      text: 'Entra como otra persona de la empresa y mira qué ve del mismo cliente, y qué no.',
    },
  },
  pages: {
    customers: {
      title: 'Toda la gente con la que tratas',
      text: 'Personas y empresas por estado, responsable y último contacto. Elige una para ver su ficha completa.',
    },
    search: {
      title: 'Encuentra lo que sea',
      text: 'Un nombre, una empresa, una palabra de un correo de hace años. Pulsa / para buscar desde cualquier sitio.',
    },
    followups: {
      title: 'Lo que has prometido',
      text: 'Tus seguimientos día a día, con lo atrasado primero. Al lado, la cola del equipo: lo que aún no lleva nadie.',
    },
    triage: {
      title: '¿Quién entra en el CRM?',
      text: 'Quien escribe por primera vez espera aquí hasta que alguien dice qué es. Mientras tanto, los compañeros no ven nada suyo.',
    },
    settings: {
      title: 'Buzones, personas, tus datos',
      text: 'Qué correo se lee, qué no se registra nunca, quién trabaja aquí y cómo traer y llevarse todo en archivos.',
    },
  },
}

export const tourStrings: Record<Language, TourStrings> = { en, es }
