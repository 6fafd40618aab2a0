/**
 * The ids of the opportunities that have to do with `person_ids` or `firm_ids`, whatever their stage and whoever may know of
 * them. A branch for each index: of two conditions with OR between them PostgreSQL would read every opportunity there is.
 */
export const THEIR_OPPORTUNITIES = `SELECT o.id FROM opportunities o WHERE o.company_id IN (SELECT id FROM firm_ids)
  UNION SELECT x.opportunity_id FROM opportunity_contacts x WHERE x.contact_id IN (SELECT id FROM person_ids)`
