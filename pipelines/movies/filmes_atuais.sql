-- tb_json holds a row for each film and day. Without this, each day would multiply the rows of what is joined with it.
SELECT id, title, overview, genres, popularity, release_date
FROM (
  SELECT id, title, overview, genres, popularity, release_date,
         row_number() OVER (PARTITION BY id ORDER BY year DESC, month DESC, day DESC) AS newest
  FROM tb_json
) AS by_day
WHERE newest = 1
