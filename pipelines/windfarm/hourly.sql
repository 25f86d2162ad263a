-- Mean, lowest and highest reading of each sensor type, hour by hour.
SELECT
  date_trunc('hour', event_time) AS hour_start,
  sensor,
  count(*) AS readings,
  round(avg(reading), 3) AS mean_reading,
  min(reading) AS lowest,
  max(reading) AS highest
FROM readings
GROUP BY date_trunc('hour', event_time), sensor
ORDER BY hour_start, sensor
