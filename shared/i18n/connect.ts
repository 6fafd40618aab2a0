/** The words of connecting a mailbox: what a consent came to, why a mailbox cannot be read, and what to do. */
import type { Locale } from './record.ts'

export type ConnectFailure = keyof (typeof en)['failures']
export type MailboxProblem = keyof (typeof en)['problems']

/** `address`: what was consented to; `other`: what was expected, or what it was called before. */
type Named = { address: string; other: string }
type Said = { title: string; text: (named: Named) => string }

const en = {
  toMailboxes: 'Back to mailboxes',
  tryAgain: 'Try again',
  setUp: 'Set up Google',
  failures: {
    'not-set-up': {
      title: 'Google is not set up yet',
      text: () =>
        'Whoever runs Ficha has to enter the OAuth client of your company first. Ask an administrator; the page “Set up Google” tells them how.',
    },
    demo: {
      title: 'The demo connects to nothing',
      text: () => 'This is the invented company. Start Ficha with DEMO=off and add yourself as a user; then connect.',
    },
    denied: {
      title: 'Nothing was connected',
      text: () =>
        'You cancelled at Google, or your company’s policy does not allow Ficha. Try again and choose “Allow”; if Google says that an administrator blocked it, show them this page.',
    },
    stale: {
      title: 'This sign-in is over',
      text: () =>
        'It was begun more than ten minutes ago, was used already, or was not begun here. Nothing was connected: begin again.',
    },
    stolen: {
      title: 'Somebody else began this',
      text: ({ address }) =>
        `A colleague’s link led you here, and ${address} would have been connected to their account. Nothing was connected. To connect your own mailbox, begin in your own settings.`,
    },
    'other-address': {
      title: 'That is another account',
      text: ({ address, other }) =>
        `You chose ${address} at Google, but this is about ${other}. Nothing was changed. Try again and choose ${other}.`,
    },
    'someone-elses': {
      title: 'That mailbox belongs to a colleague',
      text: ({ address }) =>
        `${address} is the address of another user of Ficha; they connect it themselves, and can share it with you. Nothing was connected.`,
    },
    'not-ours': {
      title: 'That is not an address of the company',
      text: ({ address }) =>
        `You chose ${address}, which looks private. Nothing was connected. Try again and choose your account at work. If it is one of the company’s, an administrator adds its domain to COMPANY_DOMAINS.`,
    },
    'other-account': {
      title: 'Another Google account has this address now',
      text: ({ address }) =>
        `${address} is connected with a Google account that no longer exists or was replaced. Nothing was changed. Disconnect the mailbox in the settings first, then connect it again.`,
    },
    renamed: {
      title: 'This account had another address',
      text: ({ address, other }) =>
        `This Google account is connected as ${other} and is called ${address} now. Nothing was changed. Disconnect ${other} in the settings first, then connect ${address}.`,
    },
    'no-refresh-token': {
      title: 'Google gave no lasting access',
      text: ({ address }) =>
        `Without it Ficha could read ${address} for one hour only. Remove Ficha at myaccount.google.com/connections and try again.`,
    },
    unverified: {
      title: 'Google does not vouch for this address',
      text: () => 'The account has no verified address. Choose an account of your company.',
    },
    unreachable: {
      title: 'Google does not answer',
      text: () => 'Nothing was connected. Wait a moment and try again.',
    },
    refused: {
      title: 'Google did not accept the sign-in',
      text: () =>
        'Nothing was connected. Try again; if it happens once more, an administrator finds on “Set up Google” what is wrong.',
    },
  } satisfies Record<string, Said>,
  problems: {
    revoked: 'Access was taken back at Google.',
    expired: 'Access has run out: it had not been used for six months, or the app is still in testing at Google.',
    'password-changed': 'The password of the account was changed.',
    'admin-policy': 'A policy of your company at Google asks for a new sign-in, or does not allow Ficha.',
    'client-wrong':
      'Google does not know Ficha’s OAuth client any more. An administrator has to look at “Set up Google”.',
    'not-delegated': 'The service account may not read mailboxes. An administrator has to look at “Set up Google”.',
    'unknown-user': 'Google knows no user of this address.',
    'key-gone': 'The service account’s key was removed. An administrator has to look at “Set up Google”.',
    'key-wrong': 'Google does not accept the service account’s key. An administrator has to look at “Set up Google”.',
    'clock-wrong': 'The clock of the server is wrong, so Google refuses it.',
    unreadable: 'The stored access cannot be opened: SECRET_KEY has changed.',
    'scopes-missing': 'Neither mail nor calendar was ticked at Google, so there is nothing to read.',
    'service-off': 'Gmail is switched off for this account.',
    forbidden: 'Google refuses to show this mailbox: Gmail may be switched off for the account.',
    unknown: 'Google does not accept the stored access any more.',
  },
  parts: { mail: 'mail', calendar: 'calendar' },
  pane: {
    title: 'Your mailbox is no longer read',
    text: (address: string, why: string) =>
      `${address}: ${why} Nothing is lost: once connected it goes on where it stopped.`,
    connect: 'Connect again',
  },
}

const es: typeof en = {
  toMailboxes: 'Volver a los buzones',
  tryAgain: 'Probar otra vez',
  setUp: 'Configurar Google',
  failures: {
    'not-set-up': {
      title: 'Google aún no está configurado',
      text: () =>
        'Primero hay que indicar el cliente de OAuth de tu empresa. Pídeselo a quien administra Ficha: la página «Configurar Google» explica cómo.',
    },
    demo: {
      title: 'La demo no se conecta a nada',
      text: () =>
        'Esta es la empresa inventada. Arranca Ficha con DEMO=off, date de alta como usuario y conecta tu buzón.',
    },
    denied: {
      title: 'No se ha conectado nada',
      text: () =>
        'Has cancelado en Google, o la política de tu empresa no permite usar Ficha. Prueba otra vez y elige «Permitir»; si Google dice que un administrador lo ha bloqueado, enséñale esta página.',
    },
    stale: {
      title: 'Este intento ya no vale',
      text: () =>
        'Empezó hace más de diez minutos, ya se usó o no empezó aquí. No se ha conectado nada: vuelve a empezar.',
    },
    stolen: {
      title: 'Esto lo empezó otra persona',
      text: ({ address }) =>
        `Has llegado aquí por el enlace de un compañero, y ${address} se habría conectado a su cuenta. No se ha conectado nada. Para conectar tu buzón, empieza desde tus propios ajustes.`,
    },
    'other-address': {
      title: 'Es otra cuenta',
      text: ({ address, other }) =>
        `En Google has elegido ${address}, pero se trata de ${other}. No ha cambiado nada. Prueba otra vez y elige ${other}.`,
    },
    'someone-elses': {
      title: 'Ese buzón es de un compañero',
      text: ({ address }) =>
        `${address} es la dirección de otro usuario de Ficha: lo conecta él y puede compartirlo contigo. No se ha conectado nada.`,
    },
    'not-ours': {
      title: 'Esa dirección no es de la empresa',
      text: ({ address }) =>
        `Has elegido ${address}, que parece privada. No se ha conectado nada. Prueba otra vez y elige tu cuenta del trabajo. Si es de la empresa, quien administra Ficha añade su dominio a COMPANY_DOMAINS.`,
    },
    'other-account': {
      title: 'Esta dirección es ahora de otra cuenta de Google',
      text: ({ address }) =>
        `${address} está conectado con una cuenta de Google que ya no existe o se sustituyó. No ha cambiado nada. Desconecta primero el buzón en los ajustes y vuelve a conectarlo.`,
    },
    renamed: {
      title: 'Esta cuenta tenía otra dirección',
      text: ({ address, other }) =>
        `Esta cuenta de Google está conectada como ${other} y ahora se llama ${address}. No ha cambiado nada. Desconecta primero ${other} en los ajustes y conecta después ${address}.`,
    },
    'no-refresh-token': {
      title: 'Google no ha dado acceso duradero',
      text: ({ address }) =>
        `Así Ficha solo podría leer ${address} durante una hora. Quita Ficha en myaccount.google.com/connections y prueba otra vez.`,
    },
    unverified: {
      title: 'Google no garantiza esta dirección',
      text: () => 'La cuenta no tiene una dirección verificada. Elige una cuenta de tu empresa.',
    },
    unreachable: {
      title: 'Google no responde',
      text: () => 'No se ha conectado nada. Espera un momento y prueba otra vez.',
    },
    refused: {
      title: 'Google no ha aceptado el inicio de sesión',
      text: () =>
        'No se ha conectado nada. Prueba otra vez; si vuelve a pasar, quien administra Ficha verá en «Configurar Google» qué falla.',
    },
  },
  problems: {
    revoked: 'El acceso se ha retirado en Google.',
    expired: 'El acceso ha caducado: no se ha usado en seis meses, o la aplicación sigue en pruebas en Google.',
    'password-changed': 'Se ha cambiado la contraseña de la cuenta.',
    'admin-policy': 'Una política de tu empresa en Google pide iniciar sesión de nuevo o no permite usar Ficha.',
    'client-wrong':
      'Google ya no reconoce el cliente de OAuth de Ficha. Quien administra tiene que mirar «Configurar Google».',
    'not-delegated':
      'La cuenta de servicio no tiene permiso para leer buzones. Quien administra tiene que mirar «Configurar Google».',
    'unknown-user': 'Google no conoce a ningún usuario con esta dirección.',
    'key-gone':
      'Se ha quitado la clave de la cuenta de servicio. Quien administra tiene que mirar «Configurar Google».',
    'key-wrong':
      'Google no acepta la clave de la cuenta de servicio. Quien administra tiene que mirar «Configurar Google».',
    'clock-wrong': 'El reloj del servidor va mal y por eso Google lo rechaza.',
    unreadable: 'El acceso guardado no se puede abrir: ha cambiado SECRET_KEY.',
    'scopes-missing': 'En Google no se marcó ni el correo ni el calendario, así que no hay nada que leer.',
    'service-off': 'Gmail está desactivado en esta cuenta.',
    forbidden: 'Google no deja ver este buzón: puede que Gmail esté desactivado en la cuenta.',
    unknown: 'Google ya no acepta el acceso guardado.',
  },
  parts: { mail: 'correo', calendar: 'calendario' },
  pane: {
    title: 'Tu buzón ha dejado de leerse',
    text: (address, why) => `${address}: ${why} No se pierde nada: al conectarlo seguirá donde se quedó.`,
    connect: 'Volver a conectar',
  },
}

export const CONNECT: Record<Locale, typeof en> = { en, es }

/** What may be told of any problem, also of one that nobody has words for. */
export const problemText = (locale: Locale, code: string): string =>
  CONNECT[locale].problems[code as MailboxProblem] ?? CONNECT[locale].problems.unknown
