-- The warmest, coldest, wettest and windiest of each calendar month.
SELECT
  year(weather_date) AS weather_year,
  month(weather_date) AS weather_month,
  count(*) AS days,
  max(temp_max_c) AS warmest,
  min(temp_min_c) AS coldest,
  max(precipitation_mm) AS wettest_day,
  round(sum(precipitation_mm), 1) AS rain_mm,
  max(wind_ms) AS windiest
FROM days
GROUP BY year(weather_date), month(weather_date)
ORDER BY weather_year, weather_month
