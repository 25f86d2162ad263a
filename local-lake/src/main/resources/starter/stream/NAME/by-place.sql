-- What each place had.
SELECT
  place,
  count(*) AS readings,
  round(avg(celsius), 1) AS mean_celsius,
  max(celsius) AS warmest
FROM readings
GROUP BY place
ORDER BY place
