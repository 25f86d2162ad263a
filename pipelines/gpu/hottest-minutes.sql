-- The ten minutes in which a card was hottest on average, with what it did.
SELECT
  date_trunc('minute', generated_at) AS minute_start,
  card,
  round(avg(temperature_c), 1) AS mean_temperature_c,
  round(avg(usage_percent), 1) AS mean_usage_percent,
  round(avg(board_power_w), 1) AS mean_power_w
FROM wide
GROUP BY date_trunc('minute', generated_at), card
ORDER BY mean_temperature_c DESC NULLS LAST, minute_start, card
LIMIT 10
