package dev.sluice.local.sql;

import java.util.List;
import java.util.Map;

/** Good statements over two tables, as pipelines have them. */
final class SqlCorpus {
  static final Map<String, List<String>> TABLES =
      Map.of(
          "readings",
          List.of(
              "reading_id", "turbine", "sensor", "reading", "event_time", "year", "month", "day"),
          "turbines",
          List.of("turbine", "site", "built"));

  static final List<String> GOOD =
      List.of(
          "SELECT replace(turbine, 'a', 'b') AS name FROM readings AS at",
          "SELECT 1 AS one",
          "SELECT * FROM readings",
          "SELECT r.*, t.site FROM readings r JOIN turbines AS t ON r.turbine = t.turbine",
          "SELECT turbine, site FROM readings JOIN turbines USING (turbine)",
          "SELECT turbine, count(*) n FROM readings GROUP BY turbine ORDER BY n DESC, turbine LIMIT"
              + " 3;",
          "SELECT turbine AS name, avg(reading) AS mean FROM readings GROUP BY 1 ORDER BY 2, name",
          "SELECT year(event_time) AS y, day(event_time) FROM readings WHERE year = 2026 AND day <"
              + " 9",
          "SELECT date_trunc('hour', event_time) AS hour_start FROM readings"
              + " WHERE event_time >= TIMESTAMP '2026-06-01 00:00:00' - INTERVAL '1' DAY",
          "SELECT DISTINCT sensor FROM readings WHERE reading BETWEEN -1.5 AND 2e3"
              + " AND sensor NOT IN ('a', 'b') OR NOT sensor LIKE 'x%' ESCAPE '!'",
          "SELECT CASE WHEN reading > 1 THEN 'high' ELSE 'low' END AS level,"
              + " CASE sensor WHEN 'a' THEN 1 END AS number FROM readings",
          "SELECT CAST(reading AS decimal(10, 2)) AS price, CAST(turbine AS varchar(20)),"
              + " TRY_CAST(sensor AS double) FROM readings",
          "WITH hourly AS (SELECT turbine, max(reading) AS highest FROM readings GROUP BY turbine),"
              + " top (name, value) AS (SELECT turbine, highest FROM hourly WHERE highest > 3)"
              + " SELECT name, value * 2 AS twice FROM top ORDER BY twice NULLS LAST",
          "SELECT turbine, row_number() OVER (PARTITION BY turbine ORDER BY event_time DESC) AS"
              + " place, sum(reading) OVER (ORDER BY event_time ROWS BETWEEN 2 PRECEDING AND"
              + " CURRENT ROW) AS s, lag(reading, 1) OVER w AS before FROM readings WINDOW w AS"
              + " (PARTITION BY turbine ORDER BY event_time)",
          "SELECT q.turbine FROM (SELECT turbine, rank() OVER (ORDER BY reading) AS place FROM"
              + " readings) q WHERE q.place = 1",
          "SELECT count(*) FILTER (WHERE sensor = 'a') AS a, count(DISTINCT turbine) AS n FROM"
              + " readings",
          "SELECT turbine FROM turbines t WHERE EXISTS"
              + " (SELECT 1 FROM readings r WHERE r.turbine = t.turbine AND site <> 'x')",
          "SELECT turbine FROM turbines WHERE turbine IN (SELECT turbine FROM readings WHERE"
              + " reading > 1)",
          "SELECT (SELECT max(reading) FROM readings) AS highest, site FROM turbines",
          "SELECT turbine FROM readings UNION ALL SELECT turbine FROM turbines ORDER BY turbine",
          "SELECT turbine FROM readings EXCEPT (SELECT turbine FROM turbines)",
          "SELECT a.turbine FROM readings a LEFT JOIN readings b ON a.turbine = b.turbine"
              + " AND a.event_time < b.event_time WHERE b.turbine IS NULL",
          "SELECT turbine, farm.expected, round(100.0 * count(*) / farm.expected, 2) AS share FROM"
              + " readings CROSS JOIN (SELECT 3 * count(DISTINCT event_time) AS expected FROM"
              + " readings) farm GROUP BY turbine, farm.expected HAVING count(*) > 1",
          "SELECT extract(year FROM event_time) AS y, trim(BOTH ' ' FROM sensor) AS s,"
              + " substring(sensor FROM 1 FOR 2) AS t, position('a' IN sensor) AS p FROM readings",
          "SELECT sensor || '-' || turbine AS name FROM readings WHERE sensor IS DISTINCT FROM"
              + " turbine AND reading IS NOT NULL",
          "SELECT n.v FROM (VALUES (1, 'a'), (2, 'b')) AS n (v, w) WHERE n.w != 'a'",
          "SELECT turbine, sensor, sum(reading) AS total FROM readings"
              + " GROUP BY GROUPING SETS ((turbine, sensor), (turbine), ())",
          "SELECT turbine, sum(reading) AS total FROM readings GROUP BY ROLLUP (turbine)",
          """
          -- a comment
          SELECT /* another */ DATE '2026-06-01' AS
          day_one, current_date AS today\
          """,
          "SELECT MAX(CASE WHEN r.sensor = 'power' THEN r.reading END) AS power, R.TURBINE FROM"
              + " Readings R GROUP BY r.turbine ORDER BY max(r.event_time)",
          "SELECT j.turbine FROM (readings j JOIN turbines k ON j.turbine = k.turbine)",
          "SELECT coalesce(nullif(reading, 0), -1) AS safe, if(reading > 1, 1, 0) AS flag,"
              + " greatest(reading, 1) AS g, substr(sensor, 1, 1) AS l FROM readings");

  private SqlCorpus() {}
}
