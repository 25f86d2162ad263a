SELECT c.id AS id_csv, j.id AS id_json, c.titulopincipal, c.genero, j.overview
FROM tb_csv AS c
JOIN filmes_atuais AS j ON c.titulopincipal = j.title
