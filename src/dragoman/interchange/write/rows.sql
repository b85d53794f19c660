-- The relations that layouts.yaml selects from (event, pair, mention): `chosen` are the events that the formats have.
-- The number made from an id stays below 2^53, which R and Stata can represent exactly.
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

-- The lists of one side are parallel: where nothing is known of an actor, its place in the list is empty.
CREATE OR REPLACE TEMP MACRO listed(parts) AS CASE WHEN len(list_filter(parts, lambda p: p <> '')) > 0 THEN
  array_to_string([coalesce(replace(p, ';', ','), '') for p in parts], '; ') END;

CREATE OR REPLACE TEMP TABLE joined AS
SELECT event, role, arg_min(sector, position) AS sector, listed(list(name ORDER BY position)) AS names,
  listed(list(country ORDER BY position)) AS countries, listed(list(cow ORDER BY position)) AS cows,
  listed(list(sector ORDER BY position)) AS sectors, listed(list(office_title ORDER BY position)) AS titles,
  listed(list(raw ORDER BY position)) AS raw, listed(list(wikidata ORDER BY position)) AS wikidata
FROM party GROUP BY event, role;

CREATE OR REPLACE TEMP TABLE named AS
SELECT article, string_agg(DISTINCT replace(name, ';', ','), '; ' ORDER BY replace(name, ';', ',')) FILTER (WHERE kind = 'person') AS people,
  string_agg(DISTINCT replace(name, ';', ','), '; ' ORDER BY replace(name, ';', ',')) FILTER (WHERE kind = 'organisation') AS organisations,
  string_agg(DISTINCT replace(name, ';', ','), '; ' ORDER BY replace(name, ';', ',')) FILTER (WHERE kind = 'state') AS states
FROM actors WHERE article IN (SELECT article FROM chosen) GROUP BY article;

CREATE OR REPLACE TEMP TABLE event AS
SELECT c.*, s.names AS s_names, s.countries AS s_countries, s.cows AS s_cows, s.sector AS s_sector, s.sectors AS s_sectors,
  s.titles AS s_titles, s.raw AS s_raw, s.wikidata AS s_wikidata, t.names AS t_names, t.countries AS t_countries,
  t.cows AS t_cows, t.sector AS t_sector, t.sectors AS t_sectors, t.titles AS t_titles, t.raw AS t_raw,
  t.wikidata AS t_wikidata, q.quad_name, n.people, n.organisations, n.states, a.language, a.url, a.source_id
FROM chosen c LEFT JOIN joined s ON s.event = c.id AND s.role = 'source' LEFT JOIN joined t ON t.event = c.id AND t.role = 'target'
JOIN quad_names q ON q.quad = c.quad LEFT JOIN named n ON n.article = c.article LEFT JOIN articles a ON a.id = c.article;

-- CAMEO knows a state itself by its country alone, and who belongs to none by a role alone.
CREATE OR REPLACE TEMP TABLE side AS
SELECT p.*, l.land, CASE WHEN l.iso IS NOT NULL THEN p.country ELSE '' END AS country3,
  CASE WHEN p.actor LIKE 'state:%' THEN '' WHEN p.sector <> '---' THEN p.sector
    WHEN l.iso IS NULL AND p.country <> '---' THEN p.country ELSE '' END AS cameo_role,
  CASE WHEN p.actor NOT LIKE 'state:%' THEN i.sectors END AS icews_sectors
FROM party p LEFT JOIN land l ON l.iso = p.country LEFT JOIN icews i ON i.sector = p.sector;

CREATE OR REPLACE TEMP TABLE pair AS
SELECT * REPLACE (number + row_number() OVER (PARTITION BY number ORDER BY id) - 1 AS number) FROM (
  SELECT c.*, s.name AS s_name, s.icews_sectors AS s_sector, s.land AS s_land, coalesce(s.country3, '') AS s_country3,
    coalesce(s.cameo_role, '') AS s_role, coalesce(s.position, 0) AS s_position,
    t.name AS t_name, t.icews_sectors AS t_sector, t.land AS t_land, coalesce(t.country3, '') AS t_country3,
    coalesce(t.cameo_role, '') AS t_role, coalesce(t.position, 0) AS t_position,
    number(c.id || ' ' || coalesce(s.position, 0) || ' ' || coalesce(t.position, 0)) AS number,
    number(c.article) AS article_number, k.cameo_name, k.goldstein, r.sentence_number, a.url,
    coalesce(a.url, a.source_id, c.article) AS address, w.land AS place_land, w.fips AS place_fips,
    CASE WHEN c.cameo[:2]::INT <= 5 THEN 1 WHEN c.cameo[:2]::INT <= 8 THEN 2 WHEN c.cameo[:2]::INT <= 13 THEN 3 ELSE 4 END
      AS cameo_quad, replace(coalesce(c.first_published[:10], c.day), '-', '') || '000000' AS added,
    CASE WHEN c.place_name IS NULL THEN 0 WHEN c.place_precision = 'country' THEN 1
      WHEN c.place_precision IN ('subdivision', 'admin1') THEN CASE WHEN c.place_country = 'USA' THEN 2 ELSE 5 END
      WHEN c.place_country = 'USA' THEN 3 ELSE 4 END AS geo_type
  FROM chosen c LEFT JOIN side s ON s.event = c.id AND s.role = 'source' LEFT JOIN side t ON t.event = c.id AND t.role = 'target'
  LEFT JOIN land w ON w.iso = c.place_country
  LEFT JOIN code k ON k.code = c.cameo LEFT JOIN ranked r ON r.id = c.id LEFT JOIN articles a ON a.id = c.article
);

CREATE OR REPLACE TEMP TABLE mention AS
SELECT p.number, p.day, p.added, m.id AS m_id, m.published AS m_published, m.article AS m_article,
  m.event_json AS m_event_json, m.trigger_from AS m_trigger_from, m.confidence AS m_confidence, a.url AS m_url,
  coalesce(m.outlet, regexp_extract(a.url, '^https?://(?:www\.)?([^/:]+)', 1)) AS m_outlet,
  coalesce(a.url, a.source_id, m.article) AS m_address, a.words AS m_words, r.sentence_number AS m_sentence_number
FROM pair p JOIN assignments x ON x.event = p.id JOIN reports m ON m.id = x.report LEFT JOIN articles a ON a.id = m.article
LEFT JOIN ranked r ON r.id = m.id;
