-- How long the wind blew with more than 7 m/s; an observation stands for its half hour.
SELECT
  place,
  CAST(count(*) AS double) / 2 AS observed_hours,
  CAST(sum(CASE WHEN wind_ms > 7 THEN 1 ELSE 0 END) AS double) / 2 AS windy_hours,
  max(wind_ms) AS strongest_ms
FROM observations
GROUP BY place
ORDER BY windy_hours DESC, place
