-- How long the wind blew with more than 7 m/s; an observation stands for its half hour.
SELECT
  place,
  count(*) / 2.0 AS observed_hours,
  sum(CASE WHEN wind_ms > 7 THEN 1 ELSE 0 END) / 2.0 AS windy_hours,
  max(wind_ms) AS strongest_ms
FROM observations
GROUP BY place
ORDER BY windy_hours DESC, place
