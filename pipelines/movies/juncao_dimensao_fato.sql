-- A title may have several ids on both sides. On id_csv alone each of its rows would be joined with all of them.
SELECT n.titulopincipal, n.genero, f.notamedia, f.numerovotos, f.popularity, t.anolancamento, t.release_date, n.overview
FROM dim_nome_filme AS n
JOIN fact_popularidade AS f ON n.id_csv = f.id_csv AND n.id_json = f.id_json
JOIN dim_tempo AS t ON n.id_csv = t.id_csv AND n.id_json = t.id_json
