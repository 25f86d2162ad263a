-- Rain of the last 24 hours at each observation; an observation stands for its half hour.
SELECT
  place,
  event_time,
  rain_mm_h,
  round(sum(rain_mm_h) OVER (
    PARTITION BY place
    ORDER BY event_time
    RANGE BETWEEN INTERVAL '1439' MINUTE PRECEDING AND CURRENT ROW
  ) / 2, 2) AS rain_24h_mm
FROM observations
ORDER BY place, event_time
