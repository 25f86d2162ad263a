-- Readings outside the expected band.
SELECT event_time, turbine, sensor, reading
FROM readings
WHERE (sensor = 'powerfactor' AND (reading < 0.9 OR reading > 1.05))
   OR (sensor = 'temperature' AND (reading < 10 OR reading > 35))
   OR (sensor = 'hydraulicpressure' AND (reading < 60 OR reading > 80))
ORDER BY event_time, turbine, sensor
