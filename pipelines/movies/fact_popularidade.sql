SELECT c.id AS id_csv, j.id AS id_json, c.notamedia, c.numerovotos, j.popularity
FROM tb_csv AS c
JOIN filmes_atuais AS j ON c.titulopincipal = j.title
