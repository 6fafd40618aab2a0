/** What others call columns, statuses and kinds of entries in their files, in both languages: how a file is understood. */
import { STATUSES } from '../api.ts'
import type { Status } from '../api.ts'

/** How people write a status, folded; beside what `recordWords` calls it. */
const STATUS_WORDS: Record<Exclude<Status, 'unclassified'>, string> = {
  lead: 'lead leads contacto_inicial interesado',
  prospect: 'prospect prospects potencial cliente_potencial posible_cliente prospecto candidato',
  customer: 'customer customers client clients cliente clientes active_customer cliente_activo activo',
  former:
    'former former_customer ex_customer lost_customer past_customer antiguo antiguo_cliente ex_cliente excliente cliente_perdido baja inactivo',
  supplier: 'supplier suppliers vendor vendors provider proveedor proveedores suministrador',
  partner: 'partner partners colaborador colaboradores socio distribuidor reseller',
}

export const statusOfWord: ReadonlyMap<string, Status> = new Map(
  STATUSES.flatMap((status) =>
    status === 'unclassified' ? [] : STATUS_WORDS[status].split(' ').map((word): [string, Status] => [word, status]),
  ),
)

export const kindOfWord: ReadonlyMap<string, 'note' | 'call' | 'visit' | 'chat'> = new Map(
  Object.entries({
    note: 'note notes nota notas comment comentario observacion observaciones apunte anotacion memo other otro otros',
    call: 'call calls phone phone_call llamada llamadas telefono telefonica llamada_telefonica tel',
    visit: 'visit visits visita visitas meeting reunion reuniones face_to_face presencial',
    chat: 'chat chats whatsapp linkedin telegram mensaje sms teams',
  } as const).flatMap(([kind, words]) =>
    words.split(' ').map((word): [string, 'note' | 'call' | 'visit' | 'chat'] => [word, kind as 'note']),
  ),
)

/** What columns are called in files, folded: by noun and field, in the order in which a column is offered to the fields. */
export const HEADER_WORDS: Record<'company' | 'contact' | 'note', Record<string, string>> = {
  company: {
    domain: 'domain website web url site homepage dominio pagina_web sitio_web company_domain company_domain_name',
    status: 'status lifecycle_stage estado situacion tipo type tipo_de_cliente clasificacion',
    owner:
      'owner company_owner account_manager account_owner rep sales_rep responsable comercial propietario gestor vendedor agente',
    phone:
      'phone telephone tel phone_number main_phone telefono telefono_fijo tfno tlf telf telefono_1 centralita movil mobile',
    interest: 'interest interests interes intereses producto productos lista',
    notice: 'notice warning aviso avisos alerta nota_fija',
    name: 'name company company_name account account_name organization organisation legal_name nombre empresa nombre_empresa nombre_de_la_empresa razon_social cliente nombre_fiscal nombre_comercial compania cuenta',
  },
  contact: {
    firstName: 'first_name firstname given_name given forename nombre_de_pila nombre_pila primer_nombre',
    lastName: 'last_name lastname surname family_name family apellido apellidos primer_apellido',
    email:
      'email e_mail mail email_address e_mail_address e_mail_1_value primary_email correo correo_electronico direccion_de_correo_electronico direccion_de_correo email_1 correo_e',
    phone:
      'phone telephone tel phone_number mobile mobile_phone cell work_phone business_phone phone_1_value telefono movil telefono_movil telefono_trabajo telefono_fijo tfno tlf telf celular',
    role: 'role position job_title title jobtitle job cargo puesto posicion funcion',
    companyDomain: 'company_domain company_domain_name domain website web dominio dominio_de_la_empresa pagina_web',
    company:
      'company company_name account account_name organization organisation organization_name organization_1_name employer empresa nombre_empresa nombre_de_la_empresa razon_social compania organizacion cliente',
    status: 'status lifecycle_stage lead_status estado situacion tipo type clasificacion',
    owner: 'owner contact_owner account_manager rep sales_rep responsable comercial propietario gestor vendedor',
    name: 'name full_name fullname contact contact_name display_name nombre nombre_completo nombre_y_apellidos contacto persona persona_de_contacto',
  },
  note: {
    contactEmail:
      'contact_email email e_mail mail email_address correo correo_electronico correo_del_contacto email_contacto contact contacto',
    company:
      'company company_name account organization organisation empresa nombre_empresa razon_social cliente compania',
    date: 'date day when created created_at activity_date datetime fecha dia fecha_y_hora fecha_de_creacion',
    kind: 'kind type activity_type activity tipo tipo_de_actividad actividad accion',
    subject: 'subject title topic asunto titulo tema',
    text: 'text note notes body description comment comments report details texto nota notas descripcion comentario comentarios observaciones reporte informe cuerpo detalle',
    author: 'author user owner by created_by rep autor usuario responsable comercial creado_por propietario agente',
  },
}
