SELECT anolancamento, count(*) AS series, avg(notamedia) AS mean_rating
FROM tb_series
GROUP BY anolancamento
ORDER BY anolancamento DESC
