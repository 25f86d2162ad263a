-- One row for each time and card, one column for each metric; a silent sensor leaves its cell empty.
SELECT
  event_time AS generated_at,
  card,
  max(CASE WHEN metric = 'power' THEN reading END) AS board_power_w,
  max(CASE WHEN metric = 'clock' THEN reading END) AS core_clock_mhz,
  max(CASE WHEN metric = 'temperature' THEN reading END) AS temperature_c,
  max(CASE WHEN metric = 'usage' THEN reading END) AS usage_percent,
  max(CASE WHEN metric = 'vram' THEN reading END) AS vram_mb
FROM telemetry
GROUP BY event_time, card
ORDER BY event_time, card
