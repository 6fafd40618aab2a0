/**
 * What the sidebar is measured against: the same rows of the same record by one prepared query, and nothing else. No
 * identity, no levels, no restrictions, no names of the asker's own, no HTTP, no blocks.
 */

/** $1 the hash of the address, $2 of the Message-ID */
export const BARE = `
WITH person AS (SELECT c.* FROM parties y JOIN contacts c ON c.id = y.contact_id WHERE y.hash = $1),
firm AS (SELECT k.* FROM person p JOIN companies k ON k.id = p.company_id),
newest AS (
  (SELECT interaction_id, sort_at FROM interaction_companies WHERE company_id = (SELECT id FROM firm) ORDER BY sort_at DESC, interaction_id DESC LIMIT 21)
  UNION ALL
  (SELECT interaction_id, sort_at FROM interaction_contacts WHERE contact_id = (SELECT id FROM person) AND NOT EXISTS (SELECT FROM firm)
    ORDER BY sort_at DESC, interaction_id DESC LIMIT 21)),
seen AS (SELECT i.*, n.sort_at FROM newest n JOIN interactions i ON i.id = n.interaction_id)
SELECT json_build_object(
  'contact', (SELECT json_build_object('id', p.id, 'name', coalesce(p.name, p.seen_name), 'role', p.role, 'status', p.status, 'phones', p.phones,
     'addresses', (SELECT json_agg(a.address) FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = p.id),
     'owner', (SELECT json_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = p.owner_id)) FROM person p),
  'company', (SELECT json_build_object('id', f.id, 'name', f.name, 'status', f.status,
     'domains', (SELECT json_agg(d.domain) FROM company_domains d WHERE d.company_id = f.id),
     'owner', (SELECT json_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = f.owner_id)) FROM firm f),
  'message', (SELECT json_build_object('outcome', o.outcome, 'reason', o.reason, 'interaction_id', i.id, 'mailbox', m.address)
     FROM items t JOIN occurrences o ON o.item_id = t.id JOIN mailboxes m ON m.id = o.mailbox_id JOIN interactions i ON i.item_id = t.id WHERE t.message_hash = $2 LIMIT 1),
  'timeline', (SELECT json_agg(json_build_object('id', s.id, 'kind', s.kind, 'at', s.occurred_at, 'subject', s.subject, 'snippet', left(s.report, 280),
     'conversation_id', s.conversation_id, 'people', (SELECT json_agg(json_build_object('role', p.role, 'name', coalesce(p.name, p.address))) FROM participants p WHERE p.interaction_id = s.id))
     ORDER BY s.sort_at DESC, s.id DESC) FROM seen s),
  'documents', (SELECT json_agg(json_build_object('interaction_id', u.interaction_id, 'position', u.position, 'name', u.name, 'size', d.size))
     FROM seen s JOIN document_uses u ON u.interaction_id = s.id JOIN documents d ON d.sha256 = u.sha256)
) AS record`
