-- Received readings as a share of those expected (3 sensors, one reading each 10 seconds)
-- between the farm's first and last reading.
SELECT
  turbine,
  count(*) AS received,
  farm.expected,
  round(CAST(100 * count(*) AS double) / farm.expected, 2) AS available_percent
FROM readings
CROSS JOIN (
  SELECT 3 * count(DISTINCT event_time) AS expected FROM readings
) farm
GROUP BY turbine, farm.expected
ORDER BY turbine
