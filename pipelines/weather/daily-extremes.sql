-- Lowest and highest temperature, strongest gust and rain of each place, day by day (UTC).
SELECT
  place,
  CAST(event_time AS date) AS day_utc,
  count(*) AS observations,
  min(temperature_c) AS lowest_c,
  max(temperature_c) AS highest_c,
  max(gust_ms) AS strongest_gust_ms,
  round(sum(rain_mm_h) / 2, 2) AS rain_mm
FROM observations
GROUP BY place, CAST(event_time AS date)
ORDER BY place, day_utc
