-- All of the wide table by generation time: ./sluice query gpu wide --csv wide.csv
SELECT
  generated_at,
  card,
  board_power_w,
  core_clock_mhz,
  temperature_c,
  usage_percent,
  vram_mb
FROM wide
ORDER BY generated_at, card
