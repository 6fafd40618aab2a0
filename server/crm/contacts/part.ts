/** The forms that a record leads to: to complete the person and their company, or to make a contact of an unknown sender. */
import type { BlockOf } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import type { Part } from '../part.ts'

type Forms = NonNullable<BlockOf<'actions'>['forms']>

export const peoplePart: Part = {
  name: 'people',
  sql: 'SELECT NULL::json',
  blocks: (_found, { contact, company, sender }, locale) => {
    const words = peopleWords[locale]
    const query = (noun: string, id: number) => new URLSearchParams({ noun, id: String(id), locale }).toString()
    const [noun, id] = contact ? ['contact', contact.id] : company ? ['company', company.id] : ['', 0]
    const forms: Forms = [
      ...(sender ? [createForm(sender, words.createContact, locale)] : []),
      ...(contact
        ? [{ id: 'contact', label: words.edit, href: `/api/forms/contact?id=${contact.id}&locale=${locale}` }]
        : []),
      ...(company
        ? [
            {
              id: 'company',
              label: contact || sender ? words.editTheCompany : words.edit,
              href: `/api/forms/company?id=${company.id}&locale=${locale}`,
            },
            ...(contact
              ? [
                  {
                    id: 'notice-company',
                    label: words.noticeOn(company.name),
                    href: `/api/forms/notice?${query('company', company.id)}`,
                  },
                ]
              : []),
            { id: 'picks', label: words.interestAsk, href: `/api/forms/picks?${query('company', company.id)}` },
          ]
        : []),
      ...(noun === ''
        ? []
        : [
            { id: 'notice', label: words.notice, href: `/api/forms/notice?${query(noun, id)}` },
            { id: 'merge', label: words.mergeAsk, href: `/api/forms/merge?${query(noun, id)}` },
          ]),
    ]
    return forms.length === 0
      ? {}
      : { about: [{ type: 'actions', id: 'people-forms', title: null, actions: [], forms }] }
  },
}

function createForm(
  { address, name }: { address: string; name: string | null },
  label: string,
  locale: string,
): Forms[number] {
  const query = new URLSearchParams({ address, ...(name === null ? {} : { name }), locale })
  return { id: 'create', label, href: `/api/forms/contact?${query.toString()}` }
}
