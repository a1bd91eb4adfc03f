"""The SQL views of archive.db, each as the migration that made it left it: a released one is never edited."""

STORY_COPIES = """
CREATE VIEW story_copies AS
SELECT
    a.story_id,
    a.id AS article_id,
    a.site,
    a.title,
    a.published_at,
    CASE WHEN a.id = o.id THEN 'origin'
         WHEN r.kind IS NOT NULL THEN r.kind
         WHEN q.kind IS NOT NULL THEN CASE q.kind WHEN 'part_of' THEN 'contains' WHEN 'contains' THEN 'part_of'
                                                  ELSE q.kind END
         WHEN a.digest = o.digest THEN 'reprint' END AS kind,
    coalesce(r.coverage, q.other_coverage, iif(a.digest = o.digest, 1.0, NULL)) AS coverage,
    coalesce(r.other_coverage, q.coverage, iif(a.digest = o.digest, 1.0, NULL)) AS other_coverage,
    a.source,
    length(a.text) AS characters,
    a.url,
    a.published_date,
    a.first_seen_at,
    o.id AS origin_id
FROM stories s
JOIN articles a ON a.story_id = s.id
JOIN articles o ON o.id = s.first_article_id
LEFT JOIN relations r ON r.article_id = a.id AND r.other_id = o.id
LEFT JOIN relations q ON q.article_id = o.id AND q.other_id = a.id
"""

# So that the few damaged pages are found without reading what was noted of all.
REPLACED_INDEX = """
CREATE INDEX idx_captures_replaced ON captures(id) WHERE json_extract(evidence, '$.decode.replaced') > 0
"""
UNMENDED_INDEX = """
CREATE INDEX idx_repairs_unmended ON repairs(article_id) WHERE guessed > 0 OR lost > 0
"""

DAMAGED_ARTICLES = """
CREATE VIEW damaged_articles AS
SELECT article_id, sum(guessed) AS guessed, sum(lost) AS lost, max(replaced) AS replaced
FROM (
    SELECT article_id, guessed, lost, 0 AS replaced FROM repairs WHERE guessed > 0 OR lost > 0
    UNION ALL
    SELECT a.id, 0, 0, json_extract(c.evidence, '$.decode.replaced')
    FROM captures c JOIN articles a ON a.capture_id = c.id
    WHERE json_extract(c.evidence, '$.decode.replaced') > 0
)
GROUP BY article_id
"""

# The best copy: the one that holds most of the damaged one, then the one that adds least, then the earliest.
BETTER_COPIES = """
CREATE VIEW better_copies AS
SELECT
    article_id,
    better_id,
    trim(iif(lost > 0, lost || ' lost, ', '') || iif(guessed > 0, guessed || ' guessed, ', '')
         || iif(replaced > 0, replaced || ' replaced, ', ''), ', ')
        || ' here, none there; it holds '
        || iif(same, 'the same text', CAST(round(100 * coverage) AS INTEGER) || ' % of this text') AS why,
    coverage,
    other_coverage,
    guessed,
    lost,
    replaced
FROM (
    SELECT *, row_number() OVER (
        PARTITION BY article_id
        ORDER BY same DESC, coverage DESC, other_coverage DESC, published_date IS NULL, published_date, better_id
    ) AS place
    FROM (
        SELECT d.article_id, b.id AS better_id, b.published_date, d.guessed, d.lost, d.replaced,
            a.digest = b.digest AS same,
            coalesce(r.coverage, q.other_coverage, iif(a.digest = b.digest, 1.0, NULL)) AS coverage,
            coalesce(r.other_coverage, q.coverage, iif(a.digest = b.digest, 1.0, NULL)) AS other_coverage
        FROM damaged_articles d
        JOIN articles a ON a.id = d.article_id
        JOIN articles b ON b.story_id = a.story_id AND b.id <> a.id
        LEFT JOIN relations r ON r.article_id = a.id AND r.other_id = b.id
        LEFT JOIN relations q ON q.article_id = b.id AND q.other_id = a.id
        WHERE b.id NOT IN (SELECT article_id FROM damaged_articles)
          AND (a.digest = b.digest OR coalesce(r.kind, q.kind) IN ('reprint', 'part_of', 'contains'))
    )
)
WHERE place = 1
"""

STORIES_AND_DAMAGE = (STORY_COPIES, REPLACED_INDEX, UNMENDED_INDEX, DAMAGED_ARTICLES, BETTER_COPIES)
