/** How far each device's journal goes. From device to device along the index: the rows between are not looked at. */
export const headsSql = `WITH RECURSIVE one (device) AS (
    SELECT min(device_id) FROM journal
    UNION ALL
    SELECT (SELECT min(device_id) FROM journal WHERE device_id > one.device) FROM one WHERE one.device IS NOT NULL
  )
  SELECT device, (SELECT max(device_seq) FROM journal WHERE device_id = one.device) AS head
  FROM one WHERE device IS NOT NULL`;

/** The statement that makes the journal's table, as a database has it. */
export const createSql = (schema: 'main' | 'program') =>
  `SELECT sql FROM ${schema}.sqlite_master WHERE type = 'table' AND name = 'journal'`;
