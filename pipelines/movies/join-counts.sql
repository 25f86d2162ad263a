-- How many rows the join has, and how many it would have on id_csv alone.
SELECT 'both ids' AS joined_on, count(*) AS row_count
FROM juncao_dimensao_fato
UNION ALL
SELECT 'id_csv alone' AS joined_on, count(*) AS row_count
FROM dim_nome_filme AS n
JOIN fact_popularidade AS f ON n.id_csv = f.id_csv
JOIN dim_tempo AS t ON n.id_csv = t.id_csv
ORDER BY joined_on
