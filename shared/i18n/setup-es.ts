/** The Spanish words of `setup.ts`. Menus of Google's consoles are named as they are shown in Spanish. */
import type { SetupWords } from './setup.ts'

export const setupEs: SetupWords = {
  title: 'Google',
  intro:
    'Configura Google una sola vez; después cada persona conecta su buzón en dos clics. En cada paso ves lo que Ficha ha comprobado.',
  states: {
    ok: 'Funciona',
    unknown: 'Sin probar',
    missing: 'Pendiente',
    wrong: 'No funciona',
    off: 'Sin usar',
  },
  steps: {
    address: {
      title: 'Dirección de este servidor',
      why: 'A ella devuelve Google a las personas y los avisos. Fuera de este equipo tiene que ser https.',
      how: ['Pon en PUBLIC_URL la dirección con la que se abre Ficha y vuelve a arrancarla.'],
    },
    apis: {
      title: 'Proyecto y APIs',
      why: 'Todo lo que sigue está en un mismo proyecto de Google Cloud.',
      how: [
        'Abre console.cloud.google.com y elige o crea un proyecto de tu organización.',
        'Abre los dos enlaces y pulsa «Habilitar».',
      ],
    },
    scopes: {
      title: 'Pantalla de consentimiento',
      why: 'Lo que se pide permitir a cada persona. Ficha lee y nunca escribe.',
      how: [
        'Google Auth Platform → Desarrollo de la marca: nombre «Ficha» y un correo de asistencia.',
        'Público: «Interno». Así Google no tiene que revisar nada. (Con «Externo» y estado «En prueba», cada permiso caduca a los siete días.)',
        'Acceso a los datos → «Agregar o quitar permisos» → pega estos en «Agregar permisos manualmente» y guarda.',
      ],
    },
    client: {
      title: 'Cliente de OAuth',
      why: 'Con él reconoce Google a Ficha.',
      how: [
        'Google Auth Platform → Clientes → «Crear cliente», tipo «Aplicación web».',
        'Arranca Ficha con su ID de cliente y su secreto en GOOGLE_CLIENT_ID y GOOGLE_CLIENT_SECRET.',
      ],
    },
    redirect: {
      title: 'Vuelta tras dar permiso',
      why: 'Google no devuelve a nadie a otro sitio. Si falta, Google dice «redirect_uri_mismatch».',
      how: ['En el cliente, en «URI de redireccionamiento autorizados», añade este, exactamente así.'],
    },
    issuer: {
      title: 'Se llega a Google',
      why: 'Ficha pregunta a Google dónde se inicia sesión y qué claves valen.',
      how: ['El servidor tiene que poder abrir esta dirección: revisa su cortafuegos o su proxy.'],
    },
    topic: {
      title: 'Avisos de correo',
      why: 'Con ellos el correo aparece en segundos. Sin ellos Ficha pregunta cada pocos minutos.',
      how: [
        'Pub/Sub → Temas → «Crear tema», en el mismo proyecto que el cliente de OAuth.',
        'En el tema: Permisos → «Agregar principal»: pega los dos valores. Si una política lo impide («uso compartido restringido al dominio»), quien administra la organización hace una excepción.',
        'Arranca Ficha con su nombre completo, projects/…/topics/…, en GOOGLE_PUBSUB_TOPIC.',
      ],
    },
    push: {
      title: 'Adónde van los avisos',
      why: 'Pub/Sub llama a Ficha y firma que es Pub/Sub.',
      how: [
        'En el tema: «Crear suscripción» con estos valores.',
        'Activa «Habilitar autenticación», elige cualquier cuenta de servicio del proyecto y pega el público.',
        'Vencimiento: «Nunca». Plazo de confirmación: 10 segundos.',
      ],
    },
    addon: {
      title: 'Complemento en Gmail y Calendar',
      why: 'Muestra la ficha junto al mensaje o el evento abierto.',
      how: [
        'Google Workspace Marketplace SDK → Implementaciones HTTP → «Crear»: pega el contenido del archivo de implementación.',
        'Ejecuta: gcloud workspace-add-ons get-authorization. Muestra serviceAccountEmail y oauthClientId: escríbelos aquí.',
        'Instálalo para ti y pruébalo; para todos, en la consola de administración, Aplicaciones → Aplicaciones de Google Workspace Marketplace.',
      ],
    },
    delegation: {
      title: 'Toda la empresa a la vez',
      why: 'En lugar del permiso de cada persona. Quien tenga esta clave puede leer todos los buzones de la empresa.',
      how: [
        'IAM → Cuentas de servicio → «Crear», sin roles; dentro, Claves → «Agregar clave» → JSON. Pega aquí el archivo y bórralo.',
        'admin.google.com → Seguridad → Control de acceso y datos → Controles de API → «Gestionar la delegación de todo el dominio» → «Añadir nuevo»: pega el ID de cliente y los permisos, exactamente así. Puede tardar unos minutos, como mucho un día.',
        'Después escribe abajo qué buzones hay que conectar.',
      ],
    },
  },
  how: 'Cómo se hace',
  copy: 'Copiar',
  copied: 'Copiado',
  copyOf: (name) => `Copiar: ${name}`,
  again: 'Comprobar otra vez',
  save: 'Guardar',
  saved: 'Guardado',
  serviceAccountEmail: 'serviceAccountEmail',
  oauthClientId: 'oauthClientId',
  key: 'Clave JSON de la cuenta de servicio',
  storeKey: 'Guardar la clave',
  keyStored: 'Clave guardada',
  replaceKey: 'Cambiar la clave',
  dropKey: 'Borrar la clave',
  keyDropped: 'Clave borrada',
  keyOf: (email, day) => `Hay una clave de ${email} guardada, desde ${day}. No se enseña a nadie.`,
  addresses: 'Direcciones que conectar, una por línea',
  connect: 'Conectar',
  connected: 'Conectado',
  mailboxes: 'Buzones conectados',
  noMailboxes: 'Ninguno todavía. Cada persona conecta el suyo en Ajustes → Buzones.',
  ways: { oauth: 'con su permiso', delegation: 'desde la empresa' },
  readable: 'Se puede leer',
  notGranted: (parts) => `Sin permiso: ${parts}`,
  problems: {
    'no-user': 'Ningún usuario de Ficha tiene esta dirección ni comparte este buzón: añádelo primero.',
    'not-ours': 'No es una dirección de la empresa: su dominio no está en COMPANY_DOMAINS.',
    unreachable: 'Google no responde en este momento.',
    'service-off':
      'Gmail está desactivado en esta cuenta: consola de administración → Aplicaciones → Google Workspace → Gmail.',
    'not-delegated':
      'El ID de cliente no está autorizado con exactamente estos permisos: consola de administración → Seguridad → Controles de API → delegación de todo el dominio. Una entrada nueva puede tardar unos minutos.',
  },
}
