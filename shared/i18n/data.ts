/** Data in and out, in both languages: what goes wrong in a file, what columns are called. */
import type { FollowupState } from '../api/work.ts'
import type { Locale } from './record.ts'

type Words = {
  unreadable: Record<
    | 'too-large'
    | 'too-many-rows'
    | 'too-many-columns'
    | 'cell-too-long'
    | 'empty'
    | 'not-a-table'
    | 'old-excel'
    | 'damaged'
    | 'no-such-sheet'
    | 'unpacks-too-large'
    | 'takes-too-long',
    string
  >
  problem: {
    address: string
    colleague: string
    excluded: string
    taken: string
    phone: string
    status: string
    owner: string
    ownDomain: string
    domain: string
    interest: string
    kind: string
    date: string
    noDate: string
    author: string
    tooLong: string
    nobody: string
    nothing: string
    noContact: string
    noCompany: string
    noSubject: string
    noText: string
    interrupted: string
    more: (n: number) => string
  }
  busy: string
  gone: string
  noFile: string
  noKey: Record<'company' | 'contact' | 'note', string>
  noColumn: (field: string) => string
  notUndoable: string
  columns: Record<string, string>
  states: Record<FollowupState, string>
  files: Record<'contacts' | 'companies' | 'interactions' | 'followups' | 'opportunities', string>
  hidden: string
}

export const dataWords: Record<Locale, Words> = {
  en: {
    unreadable: {
      'too-large': 'The file is larger than 20 MB. Split it and import the parts.',
      'too-many-rows': 'The file has more than 100,000 rows. Split it and import the parts.',
      'too-many-columns': 'The file has more than 500 columns.',
      'cell-too-long': 'A cell holds more than 100,000 characters: this does not look like a table.',
      empty: 'No table was found: there must be a row with the names of the columns and at least one row below it.',
      'not-a-table': 'This is neither CSV nor XLSX nor vCard.',
      'old-excel':
        'This is a workbook of Excel before 2007, or one with a password. Save it as .xlsx without a password.',
      damaged: 'The file is damaged, or is not what its name says: it cannot be read.',
      'no-such-sheet': 'The workbook has no sheet of this name.',
      'unpacks-too-large': 'The workbook unpacks to more than 400 MB: it is not read.',
      'takes-too-long': 'Reading the file took longer than a minute: it was given up.',
    },
    problem: {
      address: 'is not an e-mail address',
      colleague: 'is one of our own addresses: a colleague is not a contact',
      excluded: 'is on the list of what is never logged',
      taken: 'is already another contact’s address',
      phone: 'is not a phone number; left empty',
      status: 'is not a status; left empty',
      owner: 'is not one of our users; left empty',
      ownDomain: 'is our own domain',
      domain: 'is not a company’s domain',
      interest: 'is not on the pick list; left out',
      kind: 'is not a kind of entry (note, call, visit, chat)',
      date: 'is not a date',
      noDate: 'No date',
      author: 'is not one of our users; the entry is logged as yours and says the name',
      tooLong: 'is too long',
      nobody: 'Neither a name nor an e-mail address',
      nothing: 'Neither a name nor a domain',
      noContact: 'is no contact of ours: import the contacts first',
      noCompany: 'is no company of ours: import the companies first',
      noSubject: 'Neither a contact nor a company',
      noText: 'No text',
      interrupted: 'The import was interrupted here. What stands above was done and can be undone.',
      more: (n) => `and ${n} more`,
    },
    busy: 'Another import of yours is still running. Wait until it is done.',
    gone: 'The file is no longer here: it is kept for a day. Choose it again.',
    noFile: 'Send one file.',
    noKey: {
      company: 'Choose the column with the name or the domain of the company.',
      contact: 'Choose the column with the name or the e-mail address.',
      note: 'Choose the columns with the text and the date, and one with the contact’s e-mail address or the company.',
    },
    noColumn: (field) => `“${field}” is chosen for two columns, or cannot be imported.`,
    notUndoable: 'This import is still running, or has been undone.',
    columns: {
      id: 'Id',
      name: 'Name',
      firstName: 'First name',
      lastName: 'Last name',
      email: 'E-mail',
      phone: 'Phone',
      role: 'Position',
      company: 'Company',
      companyDomain: 'Company domain',
      domain: 'Domain',
      status: 'Status',
      owner: 'Owner',
      interest: 'Interest',
      notice: 'Notice',
      contactEmail: 'Contact e-mail',
      contact: 'Contact',
      date: 'Date',
      kind: 'Kind',
      subject: 'Subject',
      text: 'Text',
      author: 'Author',
      from: 'From',
      to: 'To',
      title: 'Title',
      due: 'Due',
      state: 'State',
      closed: 'Closed',
      outcome: 'Outcome',
      stage: 'Stage',
      amount: 'Amount',
      currency: 'Currency',
      expected: 'Expected',
      created: 'Created',
    },
    states: { open: 'open', done: 'done', cancelled: 'cancelled' },
    files: {
      contacts: 'contacts',
      companies: 'companies',
      interactions: 'interactions',
      followups: 'follow-ups',
      opportunities: 'opportunities',
    },
    hidden: 'hidden by a colleague’s setting',
  },
  es: {
    unreadable: {
      'too-large': 'El archivo pasa de 20 MB. Divídelo e importa las partes.',
      'too-many-rows': 'El archivo tiene más de 100.000 filas. Divídelo e importa las partes.',
      'too-many-columns': 'El archivo tiene más de 500 columnas.',
      'cell-too-long': 'Hay una celda de más de 100.000 caracteres: esto no parece una tabla.',
      empty:
        'No se ha encontrado ninguna tabla: hace falta una fila con los nombres de las columnas y al menos otra debajo.',
      'not-a-table': 'No es CSV, ni XLSX, ni vCard.',
      'old-excel': 'Es un libro de Excel anterior a 2007, o lleva contraseña. Guárdalo como .xlsx sin contraseña.',
      damaged: 'El archivo está dañado o no es lo que dice su nombre: no se puede leer.',
      'no-such-sheet': 'El libro no tiene ninguna hoja con ese nombre.',
      'unpacks-too-large': 'Descomprimido, el libro pasa de 400 MB: no se lee.',
      'takes-too-long': 'Leer el archivo llevaba más de un minuto y se ha dejado.',
    },
    problem: {
      address: 'no es una dirección de correo',
      colleague: 'es una dirección nuestra: un compañero no es un contacto',
      excluded: 'está en la lista de lo que nunca se registra',
      taken: 'ya es la dirección de otro contacto',
      phone: 'no es un teléfono; se deja vacío',
      status: 'no es un estado; se deja vacío',
      owner: 'no es ningún usuario nuestro; se deja vacío',
      ownDomain: 'es un dominio nuestro',
      domain: 'no es el dominio de una empresa',
      interest: 'no está en la lista de intereses; no se pone',
      kind: 'no es un tipo de anotación (nota, llamada, visita, chat)',
      date: 'no es una fecha',
      noDate: 'Sin fecha',
      author: 'no es ningún usuario nuestro; la anotación queda como tuya y dice el nombre',
      tooLong: 'es demasiado largo',
      nobody: 'Ni nombre ni correo',
      nothing: 'Ni nombre ni dominio',
      noContact: 'no es ningún contacto nuestro: importa antes los contactos',
      noCompany: 'no es ninguna empresa nuestra: importa antes las empresas',
      noSubject: 'Ni contacto ni empresa',
      noText: 'Sin texto',
      interrupted: 'La importación se interrumpió aquí. Lo anterior quedó hecho y se puede deshacer.',
      more: (n) => `y ${n} más`,
    },
    busy: 'Tienes otra importación en marcha. Espera a que termine.',
    gone: 'El archivo ya no está: se guarda un día. Vuelve a elegirlo.',
    noFile: 'Envía un archivo.',
    noKey: {
      company: 'Elige la columna del nombre o del dominio de la empresa.',
      contact: 'Elige la columna del nombre o del correo.',
      note: 'Elige las columnas del texto y de la fecha, y la del correo del contacto o la de la empresa.',
    },
    noColumn: (field) => `«${field}» está elegido para dos columnas, o no se puede importar.`,
    notUndoable: 'Esta importación sigue en marcha o ya se deshizo.',
    columns: {
      id: 'Id',
      name: 'Nombre',
      firstName: 'Nombre de pila',
      lastName: 'Apellidos',
      email: 'Correo',
      phone: 'Teléfono',
      role: 'Cargo',
      company: 'Empresa',
      companyDomain: 'Dominio de la empresa',
      domain: 'Dominio',
      status: 'Estado',
      owner: 'Responsable',
      interest: 'Interés',
      notice: 'Aviso',
      contactEmail: 'Correo del contacto',
      contact: 'Contacto',
      date: 'Fecha',
      kind: 'Tipo',
      subject: 'Asunto',
      text: 'Texto',
      author: 'Autor',
      from: 'De',
      to: 'Para',
      title: 'Título',
      due: 'Vence',
      state: 'Situación',
      closed: 'Cerrado',
      outcome: 'Resultado',
      stage: 'Fase',
      amount: 'Importe',
      currency: 'Moneda',
      expected: 'Previsto',
      created: 'Creado',
    },
    states: { open: 'pendiente', done: 'hecho', cancelled: 'cancelado' },
    files: {
      contacts: 'contactos',
      companies: 'empresas',
      interactions: 'interacciones',
      followups: 'seguimientos',
      opportunities: 'oportunidades',
    },
    hidden: 'oculto por decisión de un compañero',
  },
}
