-- What is written: `chosen` events as the classic formats know them, their parties, and the relations of columns.yaml.
-- A number out of an id stays below 2^53: what R and Stata can hold without loss.
CREATE OR REPLACE TEMP MACRO number(id) AS ('0x' || md5(id)[:13])::BIGINT;

CREATE OR REPLACE TEMP TABLE chosen AS
SELECT e.* REPLACE (coalesce(e.day, e.published[:10]) AS day, coalesce(q.quad, e.quad) AS quad),
  coalesce(q.kind, e.type) AS kind, coalesce(q.score, e.intensity) AS score
FROM events e LEFT JOIN fold q ON q.type = e.type AND e.modality = 'planned' AND q.kind <> e.type
WHERE e.modality IN ('actual', 'claimed', 'planned') AND NOT (e.historical AND e.date IS NULL);

CREATE OR REPLACE TEMP TABLE ranked AS
SELECT id, article, dense_rank() OVER (PARTITION BY article ORDER BY sentence_from) AS sentence_number FROM reports
WHERE article IN (SELECT r.article FROM reports r JOIN assignments a ON a.report = r.id WHERE a.event IN (SELECT id FROM chosen));

CREATE OR REPLACE TEMP TABLE party AS
SELECT p.*, a.cow, a.wikidata, a.office_title FROM (
  SELECT id AS event, article, 'source' AS role, i AS position, source[i] AS actor, source_name[i] AS name,
    source_country[i] AS country, source_sector[i] AS sector, (event_json->>'$.source[*].text')[i] AS raw
  FROM (SELECT *, unnest(range(1, len(source) + 1)) AS i FROM chosen)
  UNION ALL
  SELECT id, article, 'target', i, target[i], target_name[i], target_country[i], target_sector[i],
    (event_json->>'$.target[*].text')[i]
  FROM (SELECT *, unnest(range(1, len(target) + 1)) AS i FROM chosen)
) p LEFT JOIN actors a ON a.article = p.article AND a.id = p.actor;

CREATE OR REPLACE TEMP TABLE joined AS
SELECT event, role, arg_min(sector, position) AS sector, string_agg(name, '; ' ORDER BY position) AS names,
  string_agg(country, '; ' ORDER BY position) AS countries, string_agg(cow, '; ' ORDER BY position) AS cows,
  string_agg(sector, '; ' ORDER BY position) AS sectors, string_agg(office_title, '; ' ORDER BY position) AS titles,
  string_agg(raw, '; ' ORDER BY position) AS raw, string_agg(wikidata, '; ' ORDER BY position) AS wikidata
FROM party GROUP BY event, role;

CREATE OR REPLACE TEMP TABLE named AS
SELECT article, string_agg(name, '; ' ORDER BY name) FILTER (WHERE kind = 'person') AS people,
  string_agg(name, '; ' ORDER BY name) FILTER (WHERE kind = 'organisation') AS organisations,
  string_agg(name, '; ' ORDER BY name) FILTER (WHERE kind = 'state') AS states
FROM actors WHERE article IN (SELECT article FROM chosen) GROUP BY article;

CREATE OR REPLACE TEMP TABLE event AS
SELECT c.*, s.names AS s_names, s.countries AS s_countries, s.cows AS s_cows, s.sector AS s_sector, s.sectors AS s_sectors,
  s.titles AS s_titles, s.raw AS s_raw, s.wikidata AS s_wikidata, t.names AS t_names, t.countries AS t_countries,
  t.cows AS t_cows, t.sector AS t_sector, t.sectors AS t_sectors, t.titles AS t_titles, t.raw AS t_raw,
  t.wikidata AS t_wikidata, q.quad_name, n.people, n.organisations, n.states, a.language, a.url, a.source_id
FROM chosen c LEFT JOIN joined s ON s.event = c.id AND s.role = 'source' LEFT JOIN joined t ON t.event = c.id AND t.role = 'target'
JOIN quad_names q ON q.quad = c.quad LEFT JOIN named n ON n.article = c.article LEFT JOIN articles a ON a.id = c.article
ORDER BY c.day, c.id;

CREATE OR REPLACE TEMP TABLE pair AS
SELECT c.*, s.name AS s_name, nullif(s.sector, '---') AS s_sector, sl.land AS s_land,
  coalesce(nullif(s.country, '---'), '') AS s_country3, coalesce(nullif(s.sector, '---'), '') AS s_role,
  t.name AS t_name, nullif(t.sector, '---') AS t_sector, tl.land AS t_land,
  coalesce(nullif(t.country, '---'), '') AS t_country3, coalesce(nullif(t.sector, '---'), '') AS t_role,
  number(c.id || ' ' || coalesce(s.position, 0) || ' ' || coalesce(t.position, 0)) AS number,
  number(c.article) AS article_number, k.cameo_name, k.goldstein, r.sentence_number, a.url, a.source_id,
  w.land AS place_land, w.fips AS place_fips,
  CASE WHEN c.place_name IS NULL THEN 0 WHEN c.place_precision = 'country' THEN 1
    WHEN c.place_precision IN ('subdivision', 'admin1') THEN CASE WHEN c.place_country = 'USA' THEN 2 ELSE 5 END
    WHEN c.place_country = 'USA' THEN 3 ELSE 4 END AS geo_type
FROM chosen c LEFT JOIN party s ON s.event = c.id AND s.role = 'source' LEFT JOIN party t ON t.event = c.id AND t.role = 'target'
LEFT JOIN land sl ON sl.iso = s.country LEFT JOIN land tl ON tl.iso = t.country LEFT JOIN land w ON w.iso = c.place_country
LEFT JOIN code k ON k.code = c.cameo LEFT JOIN ranked r ON r.id = c.id LEFT JOIN articles a ON a.id = c.article
ORDER BY c.day, c.id, s.position, t.position;

CREATE OR REPLACE TEMP TABLE mention AS
SELECT p.number, p.day, m.published AS m_published, m.outlet AS m_outlet, m.article AS m_article, m.event_json AS m_event_json,
  m.trigger_from AS m_trigger_from, m.confidence AS m_confidence, a.url AS m_url, a.source_id AS m_source_id,
  a.words AS m_words, r.sentence_number AS m_sentence_number
FROM pair p JOIN assignments x ON x.event = p.id JOIN reports m ON m.id = x.report LEFT JOIN articles a ON a.id = m.article
LEFT JOIN ranked r ON r.id = m.id ORDER BY p.day, p.number, m.published, m.id;
