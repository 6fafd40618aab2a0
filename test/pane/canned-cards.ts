/** Cards as an add-on answers them: every widget that Gmail's side panel draws, in one; and what moves from card to card. */
import type { ActionAnswer, Card, CardAction, Navigation, TriggerAnswer } from '../../addin-gmail/card-types.ts'
import type { Say } from './canned-words.ts'

const URL_OF_ACTS = 'https://ficha.example/gmail/act'

/** What is clicked is named by its parameter. */
export const acting = (name: string, more: CardAction = {}): CardAction => ({
  function: URL_OF_ACTS,
  parameters: [{ key: 'state', value: name }],
  ...more,
})

export const pushed = (card: Card): TriggerAnswer => ({ action: { navigations: [{ pushCard: card }] } })

export const answered = (navigations: Navigation[], text?: string): ActionAnswer => ({
  renderActions: { action: { navigations, ...(text !== undefined && { notification: { text } }) } },
})

/** Midnight in UTC of 24 November 2026, and ten o'clock in Madrid that day. */
export const DAY = Date.UTC(2026, 10, 24)
export const TEN = Date.UTC(2026, 10, 24, 9)

const LONG = 'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg-Schillingsfürst'
const ENDLESS = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

export const recordCard = (say: Say): Card => ({
  name: 'record',
  header: { title: 'Eva Gómez', subtitle: say('Head of IT · Talleres Norte', 'Jefa de informática · Talleres Norte') },
  cardActions: [
    {
      actionLabel: say('Open the record', 'Abrir la ficha'),
      onClick: { openLink: { url: 'https://ficha.example/r/7' } },
    },
    { actionLabel: say('Refresh', 'Actualizar'), onClick: { action: acting('refresh') } },
  ],
  sections: [
    {
      widgets: [
        {
          decoratedText: {
            startIcon: { materialIcon: { name: 'check_circle' } },
            text: say('Logged for the team', 'Registrado para el equipo'),
            bottomLabel: say('Because Eva is a customer', 'Porque Eva es cliente'),
            wrapText: true,
            button: { text: say('Undo', 'Deshacer'), onClick: { action: acting('undo') } },
          },
        },
        {
          buttonList: {
            buttons: [
              { text: say('Add a note', 'Añadir una nota'), type: 'FILLED', onClick: { action: acting('form') } },
              { text: say('Private', 'Privado'), onClick: { action: acting('private') } },
              {
                text: say('More', 'Más'),
                type: 'FILLED_TONAL',
                onClick: {
                  overflowMenu: {
                    items: [
                      { text: say('Never log', 'No registrar nunca'), onClick: { action: acting('never') } },
                      { text: say('Assign', 'Asignar'), disabled: true, onClick: { action: acting('assign') } },
                    ],
                  },
                },
              },
            ],
          },
        },
      ],
    },
    {
      header: say('What was last', 'Lo último'),
      collapsible: true,
      uncollapsibleWidgetsCount: 2,
      widgets: ['Servidor en la nube', 'Oferta 118', 'DMZ de la nave 2', 'Visita'].map((text, index) => ({
        decoratedText: {
          startIcon: { materialIcon: { name: index % 2 ? 'send' : 'mail' } },
          topLabel: say(`${index + 1} Nov`, `${index + 1} nov`),
          text,
          bottomLabel: 'Marta Ruiz',
          onClick: { action: acting(`open ${index}`) },
        },
      })),
    },
  ],
})

export const formCard = (say: Say): Card => ({
  name: 'form',
  header: { title: say('A note', 'Una nota') },
  sections: [
    {
      widgets: [
        { textInput: { name: 'subject', label: say('Subject', 'Asunto'), type: 'SINGLE_LINE', value: 'DMZ' } },
        { textInput: { name: 'text', label: say('What was said', 'Qué se dijo'), type: 'MULTIPLE_LINE' } },
        { dateTimePicker: { name: 'on', label: say('Day', 'Día'), type: 'DATE_ONLY', valueMsEpoch: String(DAY) } },
        {
          dateTimePicker: {
            name: 'at',
            label: say('When', 'Cuándo'),
            type: 'DATE_AND_TIME',
            valueMsEpoch: String(TEN),
          },
        },
        { dateTimePicker: { name: 'hour', label: say('Hour', 'Hora'), type: 'TIME_ONLY' } },
        {
          selectionInput: {
            name: 'kind',
            label: say('Kind', 'Tipo'),
            type: 'DROPDOWN',
            items: [
              { text: say('Call', 'Llamada'), value: 'call', selected: true },
              { text: say('Visit', 'Visita'), value: 'visit' },
            ],
          },
        },
        {
          selectionInput: {
            name: 'about',
            label: say('About', 'Sobre'),
            type: 'CHECK_BOX',
            items: [
              { text: say('Offer 118', 'Oferta 118'), value: '118', selected: true },
              { text: say('Service', 'Servicio'), value: 'service' },
            ],
          },
        },
        {
          decoratedText: {
            text: say('Private', 'Privado'),
            switchControl: { name: 'private', value: 'yes', selected: false, controlType: 'SWITCH' },
          },
        },
      ],
    },
  ],
  fixedFooter: {
    primaryButton: {
      text: say('Save', 'Guardar'),
      color: { red: 0.043, green: 0.341, blue: 0.816, alpha: 1 },
      onClick: { action: acting('save', { persistValues: true, requiredWidgets: ['text'] }) },
    },
    secondaryButton: { text: say('Discard', 'Descartar'), onClick: { action: acting('discard') } },
  },
})

/** Every kind of widget, with what is awkward in each. */
export const everyWidget = (): Card => ({
  name: 'all',
  header: { title: LONG, subtitle: ENDLESS, imageUrl: 'https://elsewhere.example/e.png', imageType: 'CIRCLE' },
  sections: [
    {
      header: 'Texts &amp; <b>names</b>',
      widgets: [
        {
          textParagraph: {
            text: `<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <font color="#b3161f">red</font> <a href="https://talleresnorte.example/x">a link</a><br>second line &lt;b&gt;as text&lt;/b&gt; <img src="https://tracker.example/p.gif" onerror="document.title='owned'"><script>document.title='owned'</script><a href="javascript:document.title='owned'">no link</a> <font color="red;background:url(https://tracker.example/c)">plain</font>`,
          },
        },
        { textParagraph: { text: 'A long report of what was said. '.repeat(12), maxLines: 2 } },
        { textParagraph: { text: ENDLESS.repeat(3) } },
        { textParagraph: { text: 'السلام عليكم، نحتاج إلى عرض السعر رقم 118' } },
        { divider: {} },
        { decoratedText: { topLabel: `${LONG} ${LONG}`, text: `${LONG} ${LONG}`, bottomLabel: `${LONG} ${LONG}` } },
        {
          decoratedText: {
            startIcon: { knownIcon: 'EMAIL', altText: 'Mail' },
            text: `${LONG} ${ENDLESS}`,
            wrapText: true,
            endIcon: { materialIcon: { name: 'lock' }, altText: 'Private' },
          },
        },
        {
          decoratedText: {
            startIcon: { knownIcon: 'STAR' },
            text: 'Website',
            onClick: { openLink: { url: 'https://talleresnorte.example/' } },
            button: {
              icon: { materialIcon: { name: 'edit' } },
              altText: 'Edit it',
              onClick: { action: acting('edit') },
            },
          },
        },
      ],
    },
    {
      header: 'Choices',
      widgets: [
        {
          buttonList: {
            buttons: [
              { text: 'Outlined', onClick: { action: acting('a') } },
              { text: 'Filled', type: 'FILLED', onClick: { action: acting('b') } },
              { text: 'Tonal', type: 'FILLED_TONAL', onClick: { action: acting('c') } },
              { text: 'Borderless', type: 'BORDERLESS', onClick: { action: acting('d') } },
              { text: 'Coloured', color: { red: 1, green: 0.87, blue: 0.2 }, onClick: { action: acting('e') } },
              { text: 'Off', disabled: true, onClick: { action: acting('f') } },
              { text: `${LONG} ${LONG}`, onClick: { action: acting('g') } },
            ],
          },
        },
        {
          chipList: {
            chips: [
              { label: 'Marta Ruiz', icon: { knownIcon: 'PERSON' }, onClick: { action: acting('chip') } },
              { label: ENDLESS, onClick: { action: acting('long chip') } },
              { label: 'Gone', disabled: true, onClick: { action: acting('gone') } },
            ],
          },
        },
        {
          selectionInput: {
            name: 'radio',
            label: 'Level',
            type: 'RADIO_BUTTON',
            items: [
              { text: 'Everything', value: '3', selected: true, bottomText: 'As for all customers' },
              { text: ENDLESS, value: '2' },
            ],
          },
        },
        { selectionInput: { name: 'switches', type: 'SWITCH', items: [{ text: 'Remind me', value: 'remind' }] } },
        {
          selectionInput: { name: 'none', label: 'Opportunity', type: 'DROPDOWN', items: [{ text: LONG, value: '1' }] },
        },
        {
          decoratedText: {
            text: 'Checked',
            switchControl: { name: 'check', value: '1', selected: true, controlType: 'CHECK_BOX' },
          },
        },
        {
          textInput: {
            name: 'search',
            label: 'Search',
            hintText: 'A word of the report',
            initialSuggestions: { items: [{ text: 'Oferta' }] },
            onChangeAction: acting('searched', { loadIndicator: 'NONE', persistValues: true }),
          },
        },
        {
          columns: {
            columnItems: [
              { widgets: [{ textParagraph: { text: 'Left column' } }] },
              { widgets: [{ decoratedText: { topLabel: 'Right', text: 'column' } }] },
            ],
          },
        },
        {
          grid: {
            title: 'Documents',
            columnCount: 2,
            items: [
              { id: 'pdf', title: 'oferta-118.pdf', subtitle: '248 kB' },
              {
                id: 'dwg',
                title: `${ENDLESS}.dwg`,
                image: { imageUri: 'https://elsewhere.example/d.png', altText: 'Drawing' },
              },
            ],
            onClick: { action: acting('grid') },
          },
        },
        { image: { imageUrl: 'https://elsewhere.example/map.png', altText: 'Map of the site' } },
        { carousel: { carouselCards: [] } },
        { textParagraph: { text: 'never seen' }, visibility: 'HIDDEN' },
      ],
    },
  ],
})

/** More than Google draws. */
export const tooMuch = (): Card => ({
  header: { title: 'Too much' },
  sections: [
    { widgets: Array.from({ length: 120 }, (_, index) => ({ textParagraph: { text: `Line ${index + 1}` } })) },
  ],
})
