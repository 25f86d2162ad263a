-- How closely power and temperature go with the load, card by card; temperature trails it.
SELECT
  card,
  count(*) AS readings,
  round(avg(usage_percent), 1) AS mean_usage_percent,
  round(avg(board_power_w), 1) AS mean_power_w,
  round(corr(usage_percent, board_power_w), 3) AS power_with_load,
  round(corr(usage_percent, temperature_c), 3) AS temperature_with_load
FROM wide
GROUP BY card
ORDER BY card
