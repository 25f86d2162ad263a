-- Readings outside the expected band: the settings are those of the alerts.
SELECT event_time, turbine, sensor, reading
FROM readings
WHERE (sensor = 'powerfactor' AND (reading < ${POWERFACTOR_MIN:0.9} OR reading > ${POWERFACTOR_MAX:1.05}))
   OR (sensor = 'temperature' AND (reading < ${TEMPERATURE_MIN:10.0} OR reading > ${TEMPERATURE_MAX:35.0}))
   OR (sensor = 'hydraulicpressure' AND (reading < ${PRESSURE_MIN:60.0} OR reading > ${PRESSURE_MAX:80.0}))
ORDER BY event_time, turbine, sensor
